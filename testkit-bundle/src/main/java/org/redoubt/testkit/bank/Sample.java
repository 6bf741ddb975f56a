package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** What the parts of the suite have in common. */
final class Sample {
    static final Key KEY = Key.of("one/object");

    private Sample() {
    }

    static Body body(String text) {
        return Body.of(text);
    }

    /** A body of any length that takes no memory; bodies of different seeds differ nearly everywhere. */
    static Body body(long length, int seed) {
        return new Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return new PatternStream(length, seed);
            }
        };
    }

    static String read(Bank bank, Key key) throws BankException, IOException {
        return read(bank, key, ByteRange.ALL);
    }

    static String read(Bank bank, Key key, ByteRange range) throws BankException, IOException {
        try (InputStream in = bank.get(key, range)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static void assertAbsent(Bank bank, Key key) throws Exception {
        assertKind(ProblemKind.NOT_FOUND, () -> bank.stat(key));
        assertKind(ProblemKind.NOT_FOUND, () -> bank.get(key, ByteRange.ALL).close());
        assertFalse(keys(bank, Prefix.ALL, 1000).contains(key.toString()), () -> key + " is listed");
    }

    static BankException assertKind(ProblemKind kind, Executable call) {
        BankException thrown = assertThrows(BankException.class, call);
        assertEquals(kind, thrown.kind(), () -> "The kind of: " + thrown.problem());
        assertFalse(thrown.problem().message().isBlank(), "A problem says in one sentence what happened.");
        return thrown;
    }

    /** All keys below a prefix, page by page. */
    static List<String> keys(Bank bank, Prefix prefix, int limit) throws Exception {
        return objects(bank, prefix, Optional.empty(), limit).stream().map(found -> found.key().toString()).toList();
    }

    static List<ObjectInfo> objects(Bank bank, Prefix prefix, Optional<Key> after, int limit) throws Exception {
        settle(bank);
        List<ObjectInfo> all = new ArrayList<>();
        Optional<Key> marker = after;
        Page page;
        do {
            page = bank.list(prefix, marker, limit);
            if (page.objects().size() > limit) {
                throw new AssertionError("A page has " + page.objects().size() + " objects, more than the limit " + limit + ".");
            }
            if (page.more()) {
                assertFalse(page.objects().isEmpty(), "A page after which more may follow has a last key to ask after.");
                marker = Optional.of(page.objects().getLast().key());
            }
            all.addAll(page.objects());
        } while (page.more());
        return all;
    }

    /** Waits until a bank that lists late has caught up. */
    private static void settle(Bank bank) throws InterruptedException {
        Duration delay = bank.traits().listingDelay().orElse(Duration.ofSeconds(5));
        if (!delay.isZero()) {
            Thread.sleep(delay);
        }
    }
}
