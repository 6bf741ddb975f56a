package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;

/** Reading, in whole or in part. */
public interface GetContract extends BankUnderTest {

    /** What is not there is not found, also when the key is the beginning of others or begins with another. */
    @Test
    default void whatIsNotThereIsNotFound() throws Exception {
        Bank bank = emptyBank();
        Sample.assertAbsent(bank, Sample.KEY);
        bank.put(Key.of("one/object/below"), Sample.body("x"));
        Sample.assertAbsent(bank, Sample.KEY);
        Sample.assertAbsent(bank, Key.of("one/object/below/more"));
        Sample.assertAbsent(bank, Key.of("one/object/belo"));
        Sample.assertAbsent(bank, Key.of("one"));
    }

    /** A range gives just its bytes, and what ends beyond the end gives what is there. */
    @Test
    default void aRangeGivesJustItsBytes() throws Exception {
        Bank bank = emptyBank();
        bank.put(Sample.KEY, Sample.body("0123456789"));
        assertEquals("0123456789", Sample.read(bank, Sample.KEY, ByteRange.ALL));
        assertEquals("012", Sample.read(bank, Sample.KEY, ByteRange.of(0, 3)));
        assertEquals("345", Sample.read(bank, Sample.KEY, ByteRange.of(3, 3)));
        assertEquals("789", Sample.read(bank, Sample.KEY, ByteRange.from(7)));
        assertEquals("9", Sample.read(bank, Sample.KEY, ByteRange.of(9, 1)));
        assertEquals("89", Sample.read(bank, Sample.KEY, ByteRange.of(8, 100)));
        assertEquals("89", Sample.read(bank, Sample.KEY, ByteRange.of(8, Long.MAX_VALUE)));
        assertEquals("", Sample.read(bank, Sample.KEY, ByteRange.of(5, 0)));
        assertEquals("", Sample.read(bank, Sample.KEY, ByteRange.from(10)));
    }

    /** A range that begins beyond the end is refused. */
    @Test
    default void aRangeBeyondTheEndIsRefused() throws Exception {
        Bank bank = emptyBank();
        bank.put(Sample.KEY, Sample.body("0123456789"));
        Sample.assertKind(ProblemKind.INVALID, () -> bank.get(Sample.KEY, ByteRange.from(11)).close());
        Sample.assertKind(ProblemKind.INVALID, () -> bank.get(Sample.KEY, ByteRange.of(Long.MAX_VALUE, 1)).close());
        Sample.assertKind(ProblemKind.NOT_FOUND, () -> bank.get(Key.of("absent"), ByteRange.from(11)).close());
    }

    /** A range far inside a large object is right. */
    @Test
    default void aRangeOfALargeObjectIsRight() throws Exception {
        Bank bank = emptyBank();
        long length = Math.min(largeBody(), bank.traits().largestObject());
        bank.put(Sample.KEY, Sample.body(length, 2));
        long offset = length - 5000;
        byte[] expected = new byte[1000];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = PatternStream.at(offset + i, 2);
        }
        try (InputStream in = bank.get(Sample.KEY, ByteRange.of(offset, expected.length))) {
            assertArrayEquals(expected, in.readAllBytes());
        }
    }

    /** A stream can be skipped, asked and closed early and twice. */
    @Test
    default void aStreamBehaves() throws Exception {
        Bank bank = emptyBank();
        bank.put(Sample.KEY, Sample.body("0123456789"));
        InputStream in = bank.get(Sample.KEY, ByteRange.of(1, 6));
        assertEquals('1', in.read());
        in.skipNBytes(2);
        assertEquals('4', in.read());
        byte[] rest = new byte[10];
        assertEquals(0, in.read(rest, 0, 0));
        assertEquals(2, in.readNBytes(rest, 0, 10));
        assertEquals(-1, in.read());
        in.close();
        in.close();
        bank.get(Sample.KEY, ByteRange.ALL).close();
        assertEquals("0123456789", Sample.read(bank, Sample.KEY));
    }
}
