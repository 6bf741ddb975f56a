package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** An interrupt ends the call of the interrupted thread, and of no other. */
public interface InterruptContract extends BankUnderTest {

    /** A thread that is interrupted already is answered at once, keeps its status, and changes nothing. */
    @Test
    default void anInterruptedCallerIsAnsweredAtOnce() throws Exception {
        Bank bank = emptyBank();
        Key present = Key.of("present");
        bank.put(present, Sample.body("x"));
        interrupted(() -> bank.put(Sample.KEY, Sample.body("y")));
        interrupted(() -> bank.putIfAbsent(Sample.KEY, Sample.body("y")));
        interrupted(() -> bank.get(present, ByteRange.ALL).close());
        interrupted(() -> bank.stat(present));
        interrupted(() -> bank.list(Prefix.ALL, Optional.empty(), 10));
        interrupted(() -> bank.delete(present));
        Sample.assertAbsent(bank, Sample.KEY);
        assertEquals("x", Sample.read(bank, present));
        bank.put(Sample.KEY, Sample.body("y"));
        assertEquals("y", Sample.read(bank, Sample.KEY));
    }

    private static void interrupted(Executable call) {
        Thread.currentThread().interrupt();
        boolean kept;
        try {
            Sample.assertKind(ProblemKind.CANCELLED, call);
        } finally {
            kept = Thread.interrupted();
        }
        assertTrue(kept, "The interrupt status stays set.");
    }

    /** A put that is interrupted while its body is read ends, leaves a whole object or none, and disturbs nobody. */
    @Test
    default void anInterruptDisturbsNobodyElse() throws Exception {
        Bank bank = emptyBank();
        int length = 3_000_000;
        Key read = Key.of("shared/read");
        Key written = Key.of("shared/written");
        bank.put(read, Sample.body(length, 3));
        try (Racers racers = new Racers(); InputStream in = bank.get(read, ByteRange.ALL)) {
            byte[] first = in.readNBytes(100_000);
            Gate victim = new Gate(Sample.body(length, 4));
            Gate bystander = new Gate(Sample.body(length, 5));
            Future<Optional<BankException>> interrupted = racers.start(() -> caught(() -> bank.put(Sample.KEY, victim)));
            Future<Optional<BankException>> other = racers.start(() -> caught(() -> bank.put(written, bystander)));
            victim.interruptCaller();
            victim.release();
            Optional<BankException> answer = interrupted.get();
            bystander.release();
            assertEquals(Optional.empty(), other.get());
            assertEquals(length - first.length, in.readAllBytes().length);
            answer.ifPresent(thrown -> assertEquals(ProblemKind.CANCELLED, thrown.kind()));
            try (InputStream whole = bank.get(written, ByteRange.ALL)) {
                assertArrayEquals(new PatternStream(length, 5).readAllBytes(), whole.readAllBytes());
            }
            List<String> keys = Sample.keys(bank, Prefix.ALL, 10);
            if (keys.contains(Sample.KEY.toString())) {
                assertEquals(length, bank.stat(Sample.KEY).length());
            } else {
                assertEquals(List.of("shared/read", "shared/written"), keys);
            }
        }
    }

    private static Optional<BankException> caught(Executable call) throws Exception {
        try {
            call.execute();
            return Optional.empty();
        } catch (BankException e) {
            return Optional.of(e);
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            Thread.interrupted();
        }
    }
}
