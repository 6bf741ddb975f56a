package org.redoubt.vault;

import java.io.InputStream;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.testkit.bank.MemoryBank;

/** A bank that can be led to another store, as a change of its configuration does. */
final class MovableBank implements Bank {
    private volatile Bank store = new MemoryBank();

    void move(Bank other) {
        store = other;
    }

    @Override
    public String id() throws BankException {
        return store.id();
    }

    @Override
    public BankTraits traits() {
        return store.traits();
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        store.put(key, body);
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return store.putIfAbsent(key, body);
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        return store.get(key, range);
    }

    @Override
    public ObjectInfo stat(Key key) throws BankException {
        return store.stat(key);
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(Key key) throws BankException {
        store.delete(key);
    }
}
