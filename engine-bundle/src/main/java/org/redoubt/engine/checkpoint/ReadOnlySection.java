package org.redoubt.engine.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentProblems;

/** A section that is only read. Where the checkpoint has records, they say what must be there. */
final class ReadOnlySection implements ResourceSection {
    private final SectionDocuments documents;
    private final Recorded recorded;
    private final VaultSession vault;

    ReadOnlySection(SectionDocuments documents, Recorded recorded, VaultSession vault) {
        this.documents = documents;
        this.recorded = recorded;
        this.vault = vault;
    }

    /** Finds what is recorded of the section. */
    @FunctionalInterface
    interface Recorded {
        Optional<Contents> contents() throws BankException;
    }

    @Override
    public Optional<JsonObject> get(String name) throws BankException {
        if (!SectionNames.isName(name)) {
            throw new BankException(SectionNames.invalid(documents.resource(), name));
        }
        Optional<String> expected = Optional.empty();
        Optional<Contents> contents = recorded.contents();
        if (contents.isPresent()) {
            expected = Optional.ofNullable(contents.get().documents().get(name));
            if (expected.isEmpty()) {
                return Optional.empty();
            }
        }
        return checked(name, expected);
    }

    private Optional<JsonObject> checked(String name, Optional<String> digest) throws BankException {
        Optional<Document> document = documents.document(name);
        if (digest.isPresent()) {
            if (document.isEmpty()) {
                throw DocumentProblems.missing(documents.docKey(name));
            }
            if (!document.get().digest().equals(digest.get())) {
                throw DocumentProblems.damaged(documents.docKey(name), "is another one than was recorded");
            }
        }
        return document.isPresent() ? Optional.of(documents.content(document.get())) : Optional.empty();
    }

    @Override
    public List<String> documents() throws BankException {
        Optional<Contents> contents = recorded.contents();
        return contents.isPresent() ? sorted(contents.get().documents()) : documents.documentNames();
    }

    @Override
    public List<String> data() throws BankException {
        Optional<Contents> contents = recorded.contents();
        return contents.isPresent() ? sorted(contents.get().data()) : documents.dataNames();
    }

    private static List<String> sorted(Map<String, ?> names) {
        return names.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<DataId> dataId(String name) throws BankException {
        return entry(name).map(DataEntry::id);
    }

    /** What the vault has under a name. */
    Optional<DataEntry> entry(String name) throws BankException {
        if (!SectionNames.isName(name)) {
            throw new BankException(SectionNames.invalid(documents.resource(), name));
        }
        Optional<Contents> contents = recorded.contents();
        if (contents.isEmpty()) {
            return documents.data(name);
        }
        Optional<DataId> expected = Optional.ofNullable(contents.get().data().get(name));
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        DataEntry entry = documents.data(name).orElseThrow(() -> DocumentProblems.missing(documents.dataKey(name)));
        if (!entry.id().equals(expected.get())) {
            throw DocumentProblems.damaged(documents.dataKey(name), "is another one than was recorded");
        }
        return Optional.of(entry);
    }

    Problem notFound(String name) {
        return SectionNames.notFound(documents.resource(), name);
    }

    private DataId existing(String name) throws VaultException {
        try {
            return dataId(name).orElseThrow(() -> new VaultException(notFound(name)));
        } catch (BankException e) {
            throw new VaultException(e.problem(), e);
        }
    }

    @Override
    public DataReader open(String name) throws VaultException {
        return vault.open(existing(name));
    }

    @Override
    public TreeReader openTree(String name) throws VaultException {
        return vault.openTree(existing(name));
    }

    @Override
    public void put(String name, JsonObject document) throws BankException {
        throw new BankException(SectionNames.readOnly(documents.resource()));
    }

    @Override
    public DataWriter create(String name, DataHints hints) throws VaultException {
        throw new VaultException(SectionNames.readOnly(documents.resource()));
    }

    @Override
    public TreeWriter createTree(String name, DataHints hints) throws VaultException {
        throw new VaultException(SectionNames.readOnly(documents.resource()));
    }
}
