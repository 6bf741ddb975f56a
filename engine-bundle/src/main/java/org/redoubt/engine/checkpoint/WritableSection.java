package org.redoubt.engine.checkpoint;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** A section of a checkpoint that is being written. */
final class WritableSection implements ResourceSection {
    private final SectionDocuments documents;
    private final Ledger ledger;
    private final VaultSession vault;
    private final ResourceSection reading;

    WritableSection(SectionDocuments documents, Ledger ledger, VaultSession vault) {
        this.documents = documents;
        this.ledger = ledger;
        this.vault = vault;
        this.reading = new ReadOnlySection(documents, Optional::empty, vault);
    }

    @Override
    public void put(String name, JsonObject document) throws BankException {
        if (!SectionNames.isName(name)) {
            throw new BankException(SectionNames.invalid(documents.resource(), name));
        }
        if (ledger.hasDocument(name)) {
            throw new BankException(SectionNames.exists(documents.resource(), name));
        }
        String digest = documents.put(name, document)
                .orElseThrow(() -> new BankException(SectionNames.exists(documents.resource(), name)));
        ledger.document(name, digest);
    }

    @Override
    public DataWriter create(String name, DataHints hints) throws VaultException {
        checkFree(name);
        return new RecordingDataWriter(vault.create(hints), entry -> committed(name, entry));
    }

    @Override
    public TreeWriter createTree(String name, DataHints hints) throws VaultException {
        checkFree(name);
        return new RecordingTreeWriter(vault.createTree(hints), entry -> committed(name, entry));
    }

    private void checkFree(String name) throws VaultException {
        if (!SectionNames.isName(name)) {
            throw new VaultException(SectionNames.invalid(documents.resource(), name));
        }
        if (ledger.data(name).isPresent()) {
            throw new VaultException(SectionNames.exists(documents.resource(), name));
        }
    }

    /** Records what the vault has under a name. */
    void committed(String name, DataEntry entry) throws VaultException {
        try {
            if (ledger.data(name).isPresent() || !documents.putData(name, entry)) {
                throw new VaultException(SectionNames.exists(documents.resource(), name));
            }
        } catch (BankException e) {
            throw new VaultException(e.problem(), e);
        }
        ledger.data(name, entry);
    }

    @Override
    public Optional<JsonObject> get(String name) throws BankException {
        return reading.get(name);
    }

    @Override
    public List<String> documents() throws BankException {
        return reading.documents();
    }

    @Override
    public List<String> data() throws BankException {
        return reading.data();
    }

    @Override
    public Optional<DataId> dataId(String name) throws BankException {
        return reading.dataId(name);
    }

    @Override
    public DataReader open(String name) throws VaultException {
        return reading.open(name);
    }

    @Override
    public TreeReader openTree(String name) throws VaultException {
        return reading.openTree(name);
    }
}
