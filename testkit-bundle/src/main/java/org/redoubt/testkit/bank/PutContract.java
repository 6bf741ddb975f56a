package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** A put is atomic, and what was put is what is got. */
public interface PutContract extends BankUnderTest {

    /** A get after a put gives the bytes. */
    @Test
    default void aGetAfterAPutGivesTheBytes() throws Exception {
        Bank bank = emptyBank();
        bank.put(Sample.KEY, Sample.body("the bytes"));
        assertEquals("the bytes", Sample.read(bank, Sample.KEY));
        assertEquals(new ObjectInfo(Sample.KEY, 9), bank.stat(Sample.KEY));
    }

    /** What is settled stays as it is. */
    @Test
    default void settlingChangesNothing() throws Exception {
        Bank bank = emptyBank();
        bank.put(Sample.KEY, Sample.body("the bytes"));
        bank.settle(Sample.KEY);
        assertEquals("the bytes", Sample.read(bank, Sample.KEY));
        assertEquals(1, bank.list(Prefix.ALL, Optional.empty(), 10).objects().size());
    }

    /** A second put replaces the object, whether it is longer or shorter. */
    @Test
    default void aPutReplacesWhatIsThere() throws Exception {
        Bank bank = emptyBank();
        for (String text : List.of("some", "something longer", "less")) {
            bank.put(Sample.KEY, Sample.body(text));
            assertEquals(text, Sample.read(bank, Sample.KEY));
            assertEquals(text.length(), bank.stat(Sample.KEY).length());
        }
        assertEquals(List.of(Sample.KEY.toString()), Sample.keys(bank, Prefix.ALL, 10));
    }

    /** An object may be empty. */
    @Test
    default void anObjectMayBeEmpty() throws Exception {
        Bank bank = emptyBank();
        bank.put(Sample.KEY, Sample.body(""));
        assertEquals("", Sample.read(bank, Sample.KEY));
        assertEquals(0, bank.stat(Sample.KEY).length());
    }

    /** A large object comes back byte for byte. */
    @Test
    default void aLargeObjectComesBackByteForByte() throws Exception {
        Bank bank = emptyBank();
        long length = Math.min(largeBody(), bank.traits().largestObject());
        bank.put(Sample.KEY, Sample.body(length, 1));
        assertEquals(length, bank.stat(Sample.KEY).length());
        try (InputStream in = bank.get(Sample.KEY, ByteRange.ALL); InputStream expected = new PatternStream(length, 1)) {
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                assertEquals(0, Arrays.compare(block, 0, n, expected.readNBytes(n), 0, n));
            }
            assertEquals(-1, expected.read(), "All bytes came.");
        }
    }

    /** Every key that the rules allow can be stored and found, and none is taken for another. */
    @Test
    default void everyLegalKeyIsItsOwn() throws Exception {
        Bank bank = emptyBank();
        String part = "p".repeat(Key.MAX_PART);
        List<Key> keys = List.of("a", "A", "-", "_", "@", "...", ".hidden", "b.", "bank.json", "objects/1", "tmp/x", "con", "nul.txt", part,
                "0/1/2/3/4/5/6/7/8/9/a/b/c/d/e/f", ("r" + part.substring(1) + "/").repeat(4) + "q".repeat(Key.MAX_LENGTH - 4 * (Key.MAX_PART + 1)),
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ/abcdefghijklmnopqrstuvwxyz/0123456789_.@-").stream().map(Key::of).toList();
        for (Key key : keys) {
            bank.put(key, Sample.body(key.toString()));
        }
        for (Key key : keys) {
            assertEquals(key.toString(), Sample.read(bank, key));
        }
        assertEquals(keys.stream().map(Key::toString).sorted().toList(), Sample.keys(bank, Prefix.ALL, 1000));
    }

    /** A body that fails leaves nothing, or what was there before. */
    @Test
    default void aBodyThatFailsLeavesWhatWasThere() throws Exception {
        Bank bank = emptyBank();
        Key present = Key.of("present");
        bank.put(present, Sample.body("before"));
        for (Body body : List.of(failing(1 << 20, 0), failing(1 << 20, 700_000), failing(10, 10), unopenable())) {
            Sample.assertKind(ProblemKind.INVALID, () -> bank.put(Sample.KEY, body));
            Sample.assertKind(ProblemKind.INVALID, () -> bank.putIfAbsent(Sample.KEY, body));
            Sample.assertKind(ProblemKind.INVALID, () -> bank.put(present, body));
            Sample.assertAbsent(bank, Sample.KEY);
            assertEquals("before", Sample.read(bank, present));
        }
    }

    /** A body that throws what it must not leaves nothing either. */
    @Test
    default void aBodyThatBreaksLeavesNothing() throws Exception {
        Bank bank = emptyBank();
        Body broken = announced(5, () -> {
            throw new IllegalStateException("broken");
        });
        assertThrows(Exception.class, () -> bank.put(Sample.KEY, broken));
        Sample.assertAbsent(bank, Sample.KEY);
    }

    /** A body that is shorter or longer than announced is refused. */
    @Test
    default void aBodyOfAnotherLengthThanAnnouncedIsRefused() throws Exception {
        Bank bank = emptyBank();
        byte[] five = "12345".getBytes(StandardCharsets.UTF_8);
        for (long announced : new long[] {0, 4, 6, 1 << 20}) {
            Body body = announced(announced, () -> new ByteArrayInputStream(five));
            Sample.assertKind(ProblemKind.INVALID, () -> bank.put(Sample.KEY, body));
            Sample.assertKind(ProblemKind.INVALID, () -> bank.putIfAbsent(Sample.KEY, body));
            Sample.assertAbsent(bank, Sample.KEY);
        }
    }

    /** A bank refuses a key below or above another one, or keeps both; the first object stays in any case. */
    @Test
    default void aKeyThatIsAPathPrefixOfAnotherHarmsNothing() throws Exception {
        Bank bank = emptyBank();
        Key above = Key.of("a/b");
        Key below = Key.of("a/b/c/d");
        bank.put(above, Sample.body("above"));
        putOrConflict(bank, below, "below");
        assertEquals("above", Sample.read(bank, above));
        bank.delete(above);
        bank.delete(below);
        bank.put(below, Sample.body("below"));
        putOrConflict(bank, above, "above");
        assertEquals("below", Sample.read(bank, below));
    }

    private static void putOrConflict(Bank bank, Key key, String text) throws Exception {
        try {
            bank.put(key, Sample.body(text));
        } catch (BankException e) {
            assertEquals(ProblemKind.CONFLICT, e.kind());
            Sample.assertAbsent(bank, key);
            Sample.assertKind(ProblemKind.CONFLICT, () -> bank.putIfAbsent(key, Sample.body(text)));
        }
    }

    /** Readers that come while an object is replaced see one of the two objects, never a mixture. */
    @Test
    default void readersNeverSeeAPartOfAPut() throws Exception {
        Bank bank = emptyBank();
        List<String> texts = IntStream.range(0, 4).mapToObj(i -> Character.toString('a' + i).repeat(100_000 + i)).toList();
        bank.put(Sample.KEY, Sample.body(texts.getFirst()));
        CountDownLatch done = new CountDownLatch(1);
        try (Racers racers = new Racers()) {
            List<Future<Integer>> readers = IntStream.range(0, 3).mapToObj(i -> racers.start(() -> {
                int reads = 0;
                while (done.getCount() > 0 || reads == 0) {
                    assertTrue(texts.contains(Sample.read(bank, Sample.KEY)), "A reader saw a part.");
                    reads++;
                }
                return reads;
            })).toList();
            for (int i = 0; i < 100; i++) {
                bank.put(Sample.KEY, Sample.body(texts.get(i % texts.size())));
            }
            done.countDown();
            for (Future<Integer> reader : readers) {
                reader.get();
            }
        }
    }

    private static Body failing(int announced, int after) {
        return announced(announced, () -> new SequenceInputStream(new ByteArrayInputStream(new byte[after]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the source is broken");
            }
        }));
    }

    private static Body unopenable() {
        return announced(5, () -> {
            throw new IOException("the source is gone");
        });
    }

    private static Body announced(long length, Source source) {
        return new Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                return source.open();
            }
        };
    }

    /** Where a body of the suite comes from. */
    @FunctionalInterface
    interface Source {
        /** Opens it. */
        InputStream open() throws IOException;
    }
}
