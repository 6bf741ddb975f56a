package org.redoubt.vault.config;

import java.io.InputStream;
import java.time.Instant;
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
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * A bank that is used only while it is the store that it was at first. A configuration may lead a bank to another place while a
 * session runs; half of the packs would go there, and nobody would find them.
 */
public final class PinnedBank implements Bank {
    private final Bank bank;
    private final String id;

    /**
     * @param bank the bank
     * @throws BankException if it does not tell its id
     */
    public PinnedBank(Bank bank) throws BankException {
        this.bank = bank;
        this.id = bank.id();
    }

    private Bank same() throws BankException {
        if (!bank.id().equals(id)) {
            throw new BankException(Problem.of(ProblemKind.UNAVAILABLE, "The bank has become another one while it was in use.")
                    .hint("Begin again, or bring back the bank with the id " + id + "."));
        }
        return bank;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BankTraits traits() {
        return bank.traits();
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        same().put(key, body);
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return same().putIfAbsent(key, body);
    }

    @Override
    public boolean put(Key key, Body body, PutOptions options) throws BankException {
        return same().put(key, body, options);
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        return same().get(key, range);
    }

    @Override
    public ObjectInfo stat(Key key) throws BankException {
        return same().stat(key);
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        return same().list(prefix, after, limit);
    }

    @Override
    public void delete(Key key) throws BankException {
        same().delete(key);
    }

    @Override
    public void retain(Key key, Instant until) throws BankException {
        same().retain(key, until);
    }
}
