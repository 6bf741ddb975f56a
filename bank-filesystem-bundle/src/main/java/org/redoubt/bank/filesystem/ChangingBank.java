package org.redoubt.bank.filesystem;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

/** The published bank, whose directory may change under those who use it: each call goes to what is configured then. */
final class ChangingBank implements Bank, AutoCloseable {
    /** What came of a configuration. */
    sealed interface Opening {
        /** The bank of this configuration. */
        FileBank bank() throws BankException;
    }

    /** A bank. */
    record Opened(FileBank bank) implements Opening {
    }

    /** No bank, as the configuration makes no sense. */
    record Refused(Problem why) implements Opening {
        @Override
        public FileBank bank() throws BankException {
            throw new BankException(why);
        }
    }

    private final AtomicReference<Opening> current;

    ChangingBank(Opening first) {
        current = new AtomicReference<>(first);
    }

    /** Lets all calls from now on go to another directory. */
    void change(Opening next) {
        if (current.getAndSet(next) instanceof Opened(FileBank old)) {
            old.close();
        }
    }

    private FileBank bank() throws BankException {
        return current.get().bank();
    }

    @Override
    public String id() throws BankException {
        return bank().id();
    }

    @Override
    public BankTraits traits() {
        return FileBank.TRAITS;
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
    public void close() {
        change(new Refused(Problem.of(ProblemKind.UNAVAILABLE, "The bank was taken out of service.")
                .hint("Put its configuration back, or start its bundle.")));
    }
}
