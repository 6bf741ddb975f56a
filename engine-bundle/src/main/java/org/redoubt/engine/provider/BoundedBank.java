package org.redoubt.engine.provider;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
 * A bank each call of which has to come back in time, reads of what it gives included. What a call does that was given up may come
 * later, as it may after any answer that was lost. Thread-safe.
 *
 * @param bank the bank
 * @param calls its calls
 */
record BoundedBank(Bank bank, BankCalls calls) implements Bank {

    private <T> T call(String what, Callable<T> body) throws BankException {
        try {
            return calls.call(what, body);
        } catch (BankException | RuntimeException known) {
            throw known;
        } catch (Exception undeclared) {
            throw new BankException(Problem.of(ProblemKind.PLUGIN, undeclared), undeclared);
        }
    }

    private interface Deed {
        void run() throws BankException;
    }

    private void run(String what, Deed deed) throws BankException {
        call(what, () -> {
            deed.run();
            return true;
        });
    }

    @Override
    public String id() throws BankException {
        return call("its id", bank::id);
    }

    @Override
    public BankTraits traits() {
        try {
            return call("its traits", bank::traits);
        } catch (BankException away) {
            throw new IllegalStateException(away);
        }
    }

    /** None when it does not answer. */
    @Override
    public List<Path> localPaths() {
        try {
            return call("its paths", bank::localPaths);
        } catch (BankException away) {
            return List.of();
        }
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        run("put of " + key, () -> bank.put(key, body));
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return call("put of " + key, () -> bank.putIfAbsent(key, body));
    }

    @Override
    public boolean put(Key key, Body body, PutOptions options) throws BankException {
        return call("put of " + key, () -> bank.put(key, body, options));
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        InputStream content = call("get of " + key, () -> bank.get(key, range));
        return new BoundedStream(content, calls, "read of " + key);
    }

    @Override
    public ObjectInfo stat(Key key) throws BankException {
        return call("stat of " + key, () -> bank.stat(key));
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        return call("list of " + prefix, () -> bank.list(prefix, after, limit));
    }

    @Override
    public void delete(Key key) throws BankException {
        run("delete of " + key, () -> bank.delete(key));
    }

    @Override
    public void settle(Key key) throws BankException {
        run("settling of " + key, () -> bank.settle(key));
    }

    @Override
    public void retain(Key key, Instant until) throws BankException {
        run("retain of " + key, () -> bank.retain(key, until));
    }

    @Override
    public Optional<Instant> retainedUntil(Key key) throws BankException {
        return call("retention of " + key, () -> bank.retainedUntil(key));
    }
}
