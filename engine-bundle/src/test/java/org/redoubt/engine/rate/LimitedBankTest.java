package org.redoubt.engine.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.testkit.bank.BankContract;
import org.redoubt.testkit.bank.MemoryBank;

/** A limited bank is a bank as any other, but for the time that bulk data takes. */
class LimitedBankTest implements BankContract {
    private static final Key KEY = Key.of("a/b");
    private static final byte[] MEGABYTE = new byte[1_000_000];

    @Override
    public Bank emptyBank() {
        return limited(new Rate(10L << 30), new MemoryBank());
    }

    private static LimitedBank limited(Rate rate, Bank bank) {
        Limits limits = new Limits();
        limits.set(rate, rate);
        return limits.of(bank);
    }

    @Test
    void bulkDataTakesItsTimeInBothDirections() throws Exception {
        Bank bank = limited(new Rate(20_000_000), new MemoryBank());
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            bank.put(KEY, Body.of(MEGABYTE));
        }
        long written = System.nanoTime();
        assertTrue(written - start >= TimeUnit.MILLISECONDS.toNanos(100));
        for (int i = 0; i < 3; i++) {
            try (InputStream in = bank.get(KEY, ByteRange.ALL)) {
                assertEquals(MEGABYTE.length, in.readAllBytes().length);
            }
        }
        assertTrue(System.nanoTime() - written >= TimeUnit.MILLISECONDS.toNanos(100));
    }

    /** They would wait for minutes. */
    @Test
    void whatIsSmallDoesNotWait() throws Exception {
        Bank bank = limited(new Rate(Rate.LEAST), new MemoryBank());
        bank.put(Key.of("bulk"), Body.of(new byte[16 << 20]));
        for (int i = 0; i < 1000; i++) {
            bank.put(KEY, Body.of("a sign of life"));
            bank.putIfAbsent(Key.of("other/" + i), Body.of("a decision"));
            try (InputStream in = bank.get(KEY, ByteRange.ALL)) {
                assertEquals(14, in.readAllBytes().length);
            }
        }
    }

    @Test
    void whoHasGivenItBackDoesNotWait() throws Exception {
        LimitedBank bank = limited(new Rate(Rate.LEAST), new MemoryBank());
        bank.put(KEY, Body.of(MEGABYTE));
        bank.close();
        BankException closed = assertThrows(BankException.class, () -> bank.put(KEY, Body.of(MEGABYTE)));
        assertEquals(ProblemKind.CANCELLED, closed.kind());
    }

    @Test
    void anInterruptedCallerIsToldSo() throws Exception {
        Bank bank = limited(new Rate(Rate.LEAST), new MemoryBank());
        bank.put(KEY, Body.of(MEGABYTE));
        Thread.currentThread().interrupt();
        BankException interrupted = assertThrows(BankException.class, () -> bank.put(KEY, Body.of(MEGABYTE)));
        assertEquals(ProblemKind.CANCELLED, interrupted.kind());
        assertTrue(Thread.interrupted());
    }
}
