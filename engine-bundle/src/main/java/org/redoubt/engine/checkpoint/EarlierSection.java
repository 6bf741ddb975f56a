package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
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
import org.redoubt.engine.document.DocumentProblems;

/**
 * A section that is read only to save work, and may be deleted at any time: what cannot be read of it counts as absent.
 *
 * @param section the section
 */
record EarlierSection(ReadOnlySection section) implements ResourceSection {

    private interface Reading<T> {
        Optional<T> read() throws BankException;
    }

    private static <T> Optional<T> ifThere(Reading<T> reading) throws BankException {
        try {
            return reading.read();
        } catch (BankException e) {
            if (DocumentProblems.isUnusable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Optional<JsonObject> get(String name) throws BankException {
        return ifThere(() -> section.get(name));
    }

    @Override
    public Optional<DataId> dataId(String name) throws BankException {
        return ifThere(() -> section.dataId(name));
    }

    @Override
    public List<String> documents() throws BankException {
        List<String> there = new ArrayList<>();
        for (String name : section.documents()) {
            if (get(name).isPresent()) {
                there.add(name);
            }
        }
        return there;
    }

    @Override
    public List<String> data() throws BankException {
        List<String> there = new ArrayList<>();
        for (String name : section.data()) {
            if (dataId(name).isPresent()) {
                there.add(name);
            }
        }
        return there;
    }

    private void demand(String name) throws VaultException {
        try {
            if (dataId(name).isEmpty()) {
                throw new VaultException(section.notFound(name));
            }
        } catch (BankException e) {
            throw new VaultException(e.problem(), e);
        }
    }

    @Override
    public DataReader open(String name) throws VaultException {
        demand(name);
        return section.open(name);
    }

    @Override
    public TreeReader openTree(String name) throws VaultException {
        demand(name);
        return section.openTree(name);
    }

    @Override
    public void put(String name, JsonObject document) throws BankException {
        section.put(name, document);
    }

    @Override
    public DataWriter create(String name, DataHints hints) throws VaultException {
        return section.create(name, hints);
    }

    @Override
    public TreeWriter createTree(String name, DataHints hints) throws VaultException {
        return section.createTree(name, hints);
    }
}
