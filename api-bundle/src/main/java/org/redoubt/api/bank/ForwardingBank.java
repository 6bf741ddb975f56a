package org.redoubt.api.bank;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A bank that hands each call to another one, which may be a different one each time. For banks that add something to one: a
 * subclass says which it is, what its traits are, and overrides what it does otherwise. As thread-safe as {@link #bank()}.
 */
public abstract class ForwardingBank implements Bank {
    /** For subclasses. */
    protected ForwardingBank() {
    }

    /**
     * Which bank a call goes to; asked once for each call.
     *
     * @throws BankException what the call ends with if there is none
     */
    protected abstract Bank bank() throws BankException;

    @Override
    public String id() throws BankException {
        return bank().id();
    }

    /** None while there is no bank. */
    @Override
    public List<Path> localPaths() {
        try {
            return bank().localPaths();
        } catch (BankException away) {
            return List.of();
        }
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        bank().put(key, body);
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return bank().putIfAbsent(key, body);
    }

    @Override
    public boolean put(Key key, Body body, PutOptions options) throws BankException {
        return bank().put(key, body, options);
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        return bank().get(key, range);
    }

    @Override
    public ObjectInfo stat(Key key) throws BankException {
        return bank().stat(key);
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        return bank().list(prefix, after, limit);
    }

    @Override
    public void delete(Key key) throws BankException {
        bank().delete(key);
    }

    @Override
    public void settle(Key key) throws BankException {
        bank().settle(key);
    }

    @Override
    public void retain(Key key, Instant until) throws BankException {
        bank().retain(key, until);
    }

    @Override
    public Optional<Instant> retainedUntil(Key key) throws BankException {
        return bank().retainedUntil(key);
    }
}
