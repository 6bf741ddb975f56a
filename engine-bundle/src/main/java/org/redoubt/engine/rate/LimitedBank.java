package org.redoubt.engine.rate;

import java.io.InputStream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * A bank to which bulk data goes, and from which it comes, no faster than others leave room for. It is waited for before a put and behind
 * each read, and not while the bank works, so that a slow rate is never taken for a bank that hangs. What is small does not wait, as signs
 * of life must not; it counts all the same. Thread-safe.
 */
public final class LimitedBank extends ForwardingBank implements AutoCloseable {
    /** Up to so many bytes that are read of an object do not wait. */
    static final int SMALL = 64 << 10;
    /** Up to so many bytes of an object that is put do not wait: what a session answers a collection names packs, and is a sign of life. */
    private static final int SMALL_PUT = 512 << 10;

    private final Bank bank;
    private final Throttle.Share reads;
    private final Throttle.Share writes;

    /**
     * @param bank the bank
     * @param reads what comes from it
     * @param writes what goes to it
     */
    public LimitedBank(Bank bank, Throttle.Share reads, Throttle.Share writes) {
        this.bank = bank;
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    protected Bank bank() {
        return bank;
    }

    @Override
    public BankTraits traits() {
        return bank.traits();
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        pass(writes, body.length() <= SMALL_PUT, body.length());
        bank.put(key, body);
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        pass(writes, body.length() <= SMALL_PUT, body.length());
        return bank.putIfAbsent(key, body);
    }

    @Override
    public boolean put(Key key, Body body, PutOptions options) throws BankException {
        pass(writes, body.length() <= SMALL_PUT, body.length());
        return bank.put(key, body, options);
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        return new LimitedStream(bank.get(key, range), reads);
    }

    static void pass(Throttle.Share share, boolean small, long bytes) throws BankException {
        if (small) {
            share.count(bytes);
            return;
        }
        try {
            if (!share.take(bytes)) {
                throw new BankException(Problem.of(ProblemKind.CANCELLED, "Whoever waited for the bank does not use it any more."));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BankException.interrupted(e);
        }
    }

    /** Nobody waits any more for what uses it. The bank itself stays as it is. */
    @Override
    public void close() {
        reads.close();
        writes.close();
    }
}
