package org.redoubt.plugin.volume.rig;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** A section whose documents are in memory and whose data is in a vault. */
public final class Section implements ResourceSection {
    private final VaultSession session;
    private final Map<String, JsonObject> documents = new TreeMap<>();
    private final Map<String, DataId> data = new TreeMap<>();

    public Section(VaultSession session) {
        this.session = session;
    }

    public VaultSession session() {
        return session;
    }

    @Override
    public void put(String name, JsonObject document) throws BankException {
        if (documents.putIfAbsent(name, document) != null) {
            throw new BankException(Problem.of(ProblemKind.EXISTS, "The document \"" + name + "\" is there already."));
        }
    }

    /** Changes a document as nobody else may. */
    public void forge(String name, JsonObject document) {
        documents.put(name, document);
    }

    @Override
    public Optional<JsonObject> get(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    @Override
    public List<String> documents() {
        return List.copyOf(documents.keySet());
    }

    @Override
    public List<String> data() {
        return List.copyOf(data.keySet());
    }

    @Override
    public Optional<DataId> dataId(String name) {
        return Optional.ofNullable(data.get(name));
    }

    @Override
    public DataWriter create(String name, DataHints hints) throws VaultException {
        DataWriter writer = session.create(hints);
        return new DataWriter() {
            @Override
            public void write(long offset, ByteBuffer bytes) throws VaultException {
                writer.write(offset, bytes);
            }

            @Override
            public void hole(long offset, long length) throws VaultException {
                writer.hole(offset, length);
            }

            @Override
            public void reuse(long offset, long length) throws VaultException {
                writer.reuse(offset, length);
            }

            @Override
            public DataId commit() throws VaultException {
                DataId id = writer.commit();
                data.put(name, id);
                return id;
            }

            @Override
            public long bytes() {
                return writer.bytes();
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    @Override
    public DataReader open(String name) throws VaultException {
        return session.open(id(name));
    }

    @Override
    public TreeWriter createTree(String name, DataHints hints) throws VaultException {
        TreeWriter writer = session.createTree(hints);
        return new TreeWriter() {
            @Override
            public void add(TreeEntry entry) throws VaultException {
                writer.add(entry);
            }

            @Override
            public DataWriter file(TreeEntry entry) throws VaultException {
                return writer.file(entry);
            }

            @Override
            public boolean reuse(TreeEntry entry) throws VaultException {
                return writer.reuse(entry);
            }

            @Override
            public Optional<TreeEntry> previous(TreePath path) throws VaultException {
                return writer.previous(path);
            }

            @Override
            public DataId commit() throws VaultException {
                DataId id = writer.commit();
                data.put(name, id);
                return id;
            }

            @Override
            public long bytes() {
                return writer.bytes();
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    @Override
    public TreeReader openTree(String name) throws VaultException {
        return session.openTree(id(name));
    }

    private DataId id(String name) throws VaultException {
        return dataId(name).orElseThrow(() -> new VaultException(Problem.of(ProblemKind.NOT_FOUND, "There is no \"" + name + "\".")));
    }
}
