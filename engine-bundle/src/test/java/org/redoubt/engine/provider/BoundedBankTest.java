package org.redoubt.engine.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.BankContract;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** A bank with bounded calls is a bank as any other, and gives up calls that never come back. */
class BoundedBankTest implements BankContract {
    private static final Key KEY = Key.of("a/b");
    private static final BankCalls.Patience NONE = new BankCalls.Patience(Duration.ofMillis(10), Duration.ZERO);

    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);

    @Override
    public Bank emptyBank() {
        return bounded(new MemoryBank(), calls(BankCalls.Patience.DEFAULT));
    }

    private static Bank bounded(Bank bank, BankCalls calls) {
        return new BoundedBank(bank, calls);
    }

    private BankCalls calls(BankCalls.Patience patience) {
        return new BankCalls("disk", patience, threads, InstantSource.system());
    }

    @AfterEach
    void end() {
        gate.countDown();
        threads.shutdown();
    }

    /** Waits as a call does that hangs in the kernel. */
    private void hang() {
        reached.countDown();
        while (gate.getCount() > 0) {
            try {
                assertTrue(gate.await(2, TimeUnit.MINUTES));
            } catch (InterruptedException ignored) {
                // It hangs.
            }
        }
    }

    private FaultBank hanging(MemoryBank bank) {
        return new FaultBank(bank, FaultRule.on().then(new Fault() {
            @Override
            public void before(BankCall call) {
                hang();
            }
        }));
    }

    private enum Method {
        PUT { @Override void call(Bank bank) throws BankException {
            bank.put(KEY, Body.of("x"));
        } },
        PUT_IF_ABSENT { @Override void call(Bank bank) throws BankException {
            bank.putIfAbsent(KEY, Body.of("x"));
        } },
        GET { @Override void call(Bank bank) throws BankException {
            bank.get(KEY, ByteRange.ALL);
        } },
        STAT { @Override void call(Bank bank) throws BankException {
            bank.stat(KEY);
        } },
        LIST { @Override void call(Bank bank) throws BankException {
            bank.list(Prefix.ALL, Optional.empty(), 1);
        } },
        DELETE { @Override void call(Bank bank) throws BankException {
            bank.delete(KEY);
        } };

        abstract void call(Bank bank) throws BankException;
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void givenACallThatHangs_thenItIsGivenUpAndTheBankIsUnhealthyUntilItComesBack(Method method) throws Exception {
        BankCalls calls = calls(NONE);
        Bank bank = bounded(hanging(new MemoryBank()), calls);
        BankException late = assertThrows(BankException.class, () -> method.call(bank));
        assertEquals(ProblemKind.UNAVAILABLE, late.kind());
        assertTrue(late.problem().message().contains("did not answer " + (method == Method.PUT_IF_ABSENT ? "put" : method.name().toLowerCase(Locale.ROOT)) + " of"),
                late.getMessage());
        BankException next = assertThrows(BankException.class, () -> bank.stat(KEY));
        assertTrue(next.problem().message().contains("The bank \"disk\" does not answer"), next.getMessage());
        gate.countDown();
        awaitHealth(calls);
    }

    private static void awaitHealth(BankCalls calls) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (calls.unhealthy().isPresent()) {
            assertTrue(System.nanoTime() < end, () -> calls.unhealthy().toString());
            Thread.sleep(1);
        }
    }

    @Test
    void givenAReadThatHangs_thenItFailsAndDoesNotWriteIntoWhatTheCallerHasGotBack() throws Exception {
        BankCalls calls = calls(NONE);
        InputStream content = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int count) {
                hang();
                bytes[offset] = 1;
                return 1;
            }
        };
        byte[] mine = new byte[10];
        IOException late = assertThrows(IOException.class, () -> new BoundedStream(content, calls, "read of a/b").readNBytes(mine, 0, 10));
        assertTrue(late.getMessage().contains("did not answer read of a/b"), late.getMessage());
        gate.countDown();
        awaitHealth(calls);
        assertEquals(0, mine[0]);
    }

    @Test
    void givenACallThatAnswersItsInterrupt_thenItHasFailedAndTheBankIsUsedOn() {
        BankCalls calls = calls(new BankCalls.Patience(Duration.ofMillis(10), Duration.ofDays(1)));
        Bank bank = bounded(new FaultBank(new MemoryBank(), FaultRule.on().then(Fault.slow(gate))), calls);
        assertEquals(ProblemKind.UNAVAILABLE, assertThrows(BankException.class, () -> bank.stat(KEY)).kind());
        assertEquals(Optional.empty(), calls.unhealthy());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void givenAnInterruptOfTheCaller_thenItReachesTheBank() throws Exception {
        Bank bank = bounded(new FaultBank(new MemoryBank(), FaultRule.on().then(new Fault() {
            @Override
            public void before(BankCall call) throws BankException {
                reached.countDown();
                Fault.slow(gate).before(call);
            }
        })), calls(new BankCalls.Patience(Duration.ofDays(1), Duration.ofDays(1))));
        CompletableFuture<ProblemKind> answer = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                bank.stat(KEY);
            } catch (BankException e) {
                answer.complete(Thread.currentThread().isInterrupted() ? e.kind() : ProblemKind.INTERNAL);
            }
        });
        assertTrue(reached.await(2, TimeUnit.MINUTES));
        caller.interrupt();
        assertEquals(ProblemKind.CANCELLED, answer.get(2, TimeUnit.MINUTES));
    }
}
