package org.redoubt.engine.life;

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

/**
 * A section whose use is a sign of life.
 *
 * @param section the section
 * @param sign told of each use; quick
 */
public record LiveSection(ResourceSection section, Runnable sign) implements ResourceSection {
    private ResourceSection used() {
        sign.run();
        return section;
    }

    @Override
    public void put(String name, JsonObject document) throws BankException {
        used().put(name, document);
    }

    @Override
    public Optional<JsonObject> get(String name) throws BankException {
        return used().get(name);
    }

    @Override
    public List<String> documents() throws BankException {
        return used().documents();
    }

    @Override
    public List<String> data() throws BankException {
        return used().data();
    }

    @Override
    public Optional<DataId> dataId(String name) throws BankException {
        return used().dataId(name);
    }

    @Override
    public DataWriter create(String name, DataHints hints) throws VaultException {
        return new LiveDataWriter(used().create(name, hints), sign);
    }

    @Override
    public DataReader open(String name) throws VaultException {
        return new LiveDataReader(used().open(name), sign);
    }

    @Override
    public TreeWriter createTree(String name, DataHints hints) throws VaultException {
        return new LiveTreeWriter(used().createTree(name, hints), sign);
    }

    @Override
    public TreeReader openTree(String name) throws VaultException {
        return new LiveTreeReader(used().openTree(name), sign);
    }
}
