package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** Listings are exact: every object once, in the order of the bytes of the keys. */
public interface ListContract extends BankUnderTest {

    /** An empty bank has an empty page, and so has a prefix that nothing lies below. */
    @Test
    default void nothingGivesAnEmptyPage() throws Exception {
        Bank bank = emptyBank();
        assertEquals(new Page(List.of(), false), bank.list(Prefix.ALL, Optional.empty(), 10));
        bank.put(Sample.KEY, Sample.body("x"));
        for (String prefix : List.of("on", "one/obj", "one/object", "one/object/below", "two")) {
            assertEquals(List.of(), Sample.keys(bank, Prefix.of(prefix), 10), prefix);
        }
    }

    /** A hyphen and a dot come before a slash, digits after it, capitals before small letters. */
    @Test
    default void keysComeInTheOrderOfTheirBytes() throws Exception {
        Bank bank = emptyBank();
        List<String> expected = List.of("A/z", "a-b-c/x", "a-b.c", "a-b/x/y", "a-b0", "a.b", "a.b-", "a/-", "a/.a", "a/0", "a/a-a",
                "a/a.a", "a/a/a", "a/a0", "a/z", "a0", "aA", "a_/x", "aa", "b");
        for (String key : expected.reversed()) {
            bank.put(Key.of(key), Sample.body(key));
        }
        for (int limit = 1; limit <= expected.size() + 1; limit++) {
            assertEquals(expected, Sample.keys(bank, Prefix.ALL, limit), "with pages of " + limit);
        }
    }

    /** A prefix means whole parts. */
    @Test
    default void aPrefixMeansWholeParts() throws Exception {
        Bank bank = emptyBank();
        for (String key : List.of("a/b/c", "a/b/d/e", "a/b-c", "a/bc", "a.b/c", "b")) {
            bank.put(Key.of(key), Sample.body(key));
        }
        assertEquals(List.of("a/b/c", "a/b/d/e"), Sample.keys(bank, Prefix.of("a/b"), 1));
        assertEquals(List.of("a/b-c", "a/b/c", "a/b/d/e", "a/bc"), Sample.keys(bank, Prefix.of("a"), 3));
    }

    /** A marker need be neither a key that exists nor one below the prefix. */
    @Test
    default void aMarkerNeedNotExist() throws Exception {
        Bank bank = emptyBank();
        for (String key : List.of("a/b", "c/d", "c/f/g", "c/h", "e/f")) {
            bank.put(Key.of(key), Sample.body(key));
        }
        Prefix prefix = Prefix.of("c");
        assertEquals(List.of("c/d", "c/f/g", "c/h"), after(bank, prefix, "a/b"));
        assertEquals(List.of("c/d", "c/f/g", "c/h"), after(bank, prefix, "b"));
        assertEquals(List.of("c/d", "c/f/g", "c/h"), after(bank, prefix, "c"));
        assertEquals(List.of("c/d", "c/f/g", "c/h"), after(bank, prefix, "c/c/z"));
        assertEquals(List.of("c/f/g", "c/h"), after(bank, prefix, "c/d"));
        assertEquals(List.of("c/f/g", "c/h"), after(bank, prefix, "c/d/below"));
        assertEquals(List.of("c/f/g", "c/h"), after(bank, prefix, "c/f"));
        assertEquals(List.of("c/h"), after(bank, prefix, "c/f/g"));
        assertEquals(List.of("c/h"), after(bank, prefix, "c/f0"));
        assertEquals(List.of(), after(bank, prefix, "c/h"));
        assertEquals(List.of(), after(bank, prefix, "d"));
        assertEquals(List.of("e/f"), after(bank, Prefix.ALL, "c/h/i"));
    }

    private static List<String> after(Bank bank, Prefix prefix, String marker) throws Exception {
        return Sample.objects(bank, prefix, Optional.of(Key.of(marker)), 2).stream().map(found -> found.key().toString()).toList();
    }

    /** A listing tells the sizes, and that nothing more follows. */
    @Test
    default void aListingTellsSizesAndItsEnd() throws Exception {
        Bank bank = emptyBank();
        bank.put(Key.of("a"), Sample.body("1"));
        bank.put(Key.of("b/c"), Sample.body("22"));
        bank.put(Key.of("b/d"), Sample.body(""));
        List<ObjectInfo> all = Sample.objects(bank, Prefix.ALL, Optional.empty(), 3);
        assertEquals(List.of(new ObjectInfo(Key.of("a"), 1), new ObjectInfo(Key.of("b/c"), 2), new ObjectInfo(Key.of("b/d"), 0)), all);
        assertFalse(bank.list(Prefix.ALL, Optional.of(Key.of("b/d")), 1).more());
    }

    /** A page has at least one object. */
    @Test
    default void aLimitBelowOneIsRefused() throws Exception {
        Bank bank = emptyBank();
        Sample.assertKind(ProblemKind.INVALID, () -> bank.list(Prefix.ALL, Optional.empty(), 0));
        Sample.assertKind(ProblemKind.INVALID, () -> bank.list(Prefix.ALL, Optional.empty(), -1));
    }

    /** Whatever was put and deleted, the listing equals a sorted set. */
    @Test
    default void aListingEqualsASortedSet() throws Exception {
        Random random = new Random(20261121);
        Bank bank = emptyBank();
        TreeMap<String, Long> expected = new TreeMap<>();
        for (int step = 0; step < 300; step++) {
            String key = randomKey(random);
            if (random.nextInt(5) == 0 && !expected.isEmpty()) {
                String victim = Optional.ofNullable(expected.ceilingKey(key)).orElse(expected.firstKey());
                bank.delete(Key.of(victim));
                expected.remove(victim);
            } else if (!conflicts(expected, key)) {
                long length = random.nextInt(50);
                bank.put(Key.of(key), Sample.body(length, step));
                expected.put(key, length);
            }
        }
        List<ObjectInfo> all = expected.entrySet().stream().map(e -> new ObjectInfo(Key.of(e.getKey()), e.getValue())).toList();
        for (int limit : new int[] {1, 2, 7, 1000}) {
            assertEquals(all, Sample.objects(bank, Prefix.ALL, Optional.empty(), limit), "with pages of " + limit);
        }
        for (int i = 0; i < 100; i++) {
            Key marker = Key.of(randomKey(random));
            Prefix prefix = random.nextBoolean() ? Prefix.ALL : Prefix.of(randomKey(random).substring(0, 1));
            assertEquals(all.stream().filter(o -> prefix.contains(o.key()) && o.key().compareTo(marker) > 0).toList(),
                    Sample.objects(bank, prefix, Optional.of(marker), 1 + random.nextInt(20)), () -> "below \"" + prefix + "\" after " + marker);
        }
    }

    private static boolean conflicts(TreeMap<String, Long> keys, String key) {
        return keys.keySet().stream().anyMatch(other -> other.startsWith(key + "/") || key.startsWith(other + "/"));
    }

    private static String randomKey(Random random) {
        String alphabet = "ab-._@A0";
        StringBuilder key = new StringBuilder().append(alphabet.charAt(random.nextInt(2)));
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            if (key.length() > 2 && random.nextInt(4) == 0 && key.charAt(key.length() - 1) != '/') {
                key.append('/').append(alphabet.charAt(random.nextInt(2)));
            }
            key.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return key.toString();
    }
}
