package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;

/** Deleting takes away one object and nothing else. */
public interface DeleteContract extends BankUnderTest {

    /** The object is gone, its neighbours stay. */
    @Test
    default void aDeletedObjectIsGoneAndItsNeighboursStay() throws Exception {
        Bank bank = emptyBank();
        for (String key : List.of("a/b/1", "a/b/2", "a/c", "ab")) {
            bank.put(Key.of(key), Sample.body(key));
        }
        bank.delete(Key.of("a/b/1"));
        Sample.assertAbsent(bank, Key.of("a/b/1"));
        assertEquals(List.of("a/b/2", "a/c", "ab"), Sample.keys(bank, Prefix.ALL, 10));
    }

    /** Deleting what is not there is no error, and deletes nothing. */
    @Test
    default void deletingNothingIsNoError() throws Exception {
        Bank bank = emptyBank();
        bank.delete(Sample.KEY);
        bank.put(Sample.KEY, Sample.body("x"));
        bank.delete(Key.of("one"));
        bank.delete(Key.of("one/object/below"));
        bank.delete(Key.of("one/other"));
        assertEquals("x", Sample.read(bank, Sample.KEY));
        bank.delete(Sample.KEY);
        bank.delete(Sample.KEY);
        Sample.assertAbsent(bank, Sample.KEY);
    }

    /** When all below a prefix is deleted, the prefix itself is free to be a key. */
    @Test
    default void aPrefixWithoutObjectsIsFree() throws Exception {
        Bank bank = emptyBank();
        bank.put(Key.of("a/b/c/d"), Sample.body("x"));
        bank.delete(Key.of("a/b/c/d"));
        bank.put(Key.of("a/b"), Sample.body("y"));
        assertEquals("y", Sample.read(bank, Key.of("a/b")));
        bank.delete(Key.of("a/b"));
        bank.put(Key.of("a/b/e"), Sample.body("z"));
        assertEquals(List.of("a/b/e"), Sample.keys(bank, Prefix.ALL, 10));
    }

    /** Deletes that empty a prefix never disturb puts below the same prefix. */
    @Test
    default void deletesNeverDisturbPutsBesideThem() throws Exception {
        Bank bank = emptyBank();
        try (Racers racers = new Racers()) {
            racers.race(8, i -> () -> {
                for (int round = 0; round < 20; round++) {
                    Key key = Key.of("shared/deep/prefix/" + i);
                    bank.put(key, Sample.body("round " + round));
                    assertEquals("round " + round, Sample.read(bank, key));
                    bank.delete(key);
                }
                bank.put(Key.of("shared/deep/last/" + i), Sample.body("kept"));
                return true;
            });
        }
        assertEquals(IntStream.range(0, 8).mapToObj(i -> "shared/deep/last/" + i).toList(), Sample.keys(bank, Prefix.ALL, 100));
    }
}
