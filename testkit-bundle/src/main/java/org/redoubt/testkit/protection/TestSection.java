package org.redoubt.testkit.protection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;

/**
 * A section in memory, as strict as the real one. All sections made from each other share one vault, so data of an earlier
 * one can be reused. Thread-safe.
 */
public final class TestSection implements ResourceSection {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{1,64}");

    private final ConcurrentMap<DataId, MemoryStream> streams;
    private final ConcurrentMap<DataId, MemoryTree> trees;
    private final ConcurrentMap<String, JsonObject> documents;
    private final ConcurrentMap<String, DataId> data;
    private final boolean readOnly;

    /** An empty section with a vault of its own. */
    public TestSection() {
        this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), false);
    }

    private TestSection(ConcurrentMap<DataId, MemoryStream> streams, ConcurrentMap<DataId, MemoryTree> trees,
            ConcurrentMap<String, JsonObject> documents, ConcurrentMap<String, DataId> data, boolean readOnly) {
        this.streams = streams;
        this.trees = trees;
        this.documents = documents;
        this.data = data;
        this.readOnly = readOnly;
    }

    /** An empty section of a later checkpoint in the same vault. */
    public TestSection next() {
        return new TestSection(streams, trees, new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), false);
    }

    /** A section with the same documents and data, as a copied checkpoint has it. */
    public TestSection copy() {
        return new TestSection(streams, trees, new ConcurrentHashMap<>(documents), new ConcurrentHashMap<>(data), false);
    }

    /** This section for those who may only read it. */
    public TestSection readOnly() {
        return new TestSection(streams, trees, documents, data, true);
    }

    @Override
    public void put(String name, JsonObject document) throws BankException {
        Optional<Problem> refusal = refusal(name, documents);
        if (refusal.isPresent() || documents.putIfAbsent(name, document) != null) {
            throw new BankException(refusal.orElseGet(() -> taken(name)));
        }
    }

    @Override
    public Optional<JsonObject> get(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    @Override
    public List<String> documents() {
        return documents.keySet().stream().sorted().toList();
    }

    @Override
    public List<String> data() {
        return data.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<DataId> dataId(String name) {
        return Optional.ofNullable(data.get(name));
    }

    @Override
    public DataWriter create(String name, DataHints hints) throws VaultException {
        refuse(name);
        return new MemoryStreamWriter(hints, hints.previous().map(streams::get), content -> keep(name, streams, content));
    }

    @Override
    public DataReader open(String name) throws VaultException {
        return find(name, streams, "stream").reader();
    }

    @Override
    public TreeWriter createTree(String name, DataHints hints) throws VaultException {
        refuse(name);
        return new MemoryTreeWriter(hints.previous().map(trees::get), content -> keep(name, trees, content));
    }

    @Override
    public TreeReader openTree(String name) throws VaultException {
        return find(name, trees, "tree").reader();
    }

    private <T> DataId keep(String name, Map<DataId, T> vault, T content) {
        DataId id = DataId.of(UUID.randomUUID().toString());
        vault.put(id, content);
        if (data.putIfAbsent(name, id) != null) {
            throw new IllegalStateException(taken(name).message());
        }
        return id;
    }

    private <T> T find(String name, Map<DataId, T> vault, String what) throws VaultException {
        return dataId(name).flatMap(id -> Optional.ofNullable(vault.get(id))).orElseThrow(() -> new VaultException(
                Problem.of(ProblemKind.NOT_FOUND, "The section has no " + what + " \"" + name + "\".")));
    }

    private void refuse(String name) throws VaultException {
        Optional<Problem> refusal = refusal(name, data);
        if (refusal.isPresent()) {
            throw new VaultException(refusal.get());
        }
    }

    private Optional<Problem> refusal(String name, Map<String, ?> present) {
        if (readOnly) {
            return Optional.of(Problem.of(ProblemKind.DENIED, "The section is only read."));
        }
        if (!NAME.matcher(name).matches()) {
            return Optional.of(Problem.of(ProblemKind.INVALID, "A name in a section has 1 to 64 of a-z 0-9 - _ and ., not \"" + name + "\"."));
        }
        return present.containsKey(name) ? Optional.of(taken(name)) : Optional.empty();
    }

    private static Problem taken(String name) {
        return Problem.of(ProblemKind.EXISTS, "The section has \"" + name + "\" already.");
    }

    /** All that is in it, for comparisons: the documents, and the names of the data. */
    @Override
    public String toString() {
        return new TreeMap<>(documents) + " " + data();
    }
}
