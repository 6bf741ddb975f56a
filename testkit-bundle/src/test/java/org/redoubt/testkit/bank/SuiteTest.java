package org.redoubt.testkit.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;

/** The suite finds the bank that breaks one promise. */
class SuiteTest {

    static Stream<Class<?>> broken() {
        return Stream.of(NotAtomic.class, NotExclusive.class, Unordered.class, ForgetsMarker.class, TextPrefix.class, ShortRange.class,
                Tolerant.class, Interruptible.class, DeletesNeighbours.class);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBankThatBreaksAPromiseFails(Class<?> suite) {
        TestExecutionSummary summary = run(suite);
        assertTrue(summary.getTestsFoundCount() > 30, "the suite ran");
        assertTrue(summary.getTestsFailedCount() > 0, "nothing was found wrong");
    }

    @Test
    void aBankThatKeepsItsPromisesPasses() {
        assertEquals(0, run(Sound.class).getTestsFailedCount());
    }

    private static TestExecutionSummary run(Class<?> suite) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(suite)).build(), listener);
        return listener.getSummary();
    }

    /** A bank that is to break a promise. */
    static class Sound implements Bank, BankContract {
        final MemoryBank bank = new MemoryBank();

        @Override
        public Bank emptyBank() {
            return this;
        }

        @Override
        public long largeBody() {
            return 1 << 20;
        }

        @Override
        public String id() {
            return bank.id();
        }

        @Override
        public BankTraits traits() {
            return BankTraits.builder().atomicPutIfAbsent().listingDelay(Duration.ZERO).build();
        }

        @Override
        public void put(Key key, Body body) throws BankException {
            bank.put(key, body);
        }

        @Override
        public boolean putIfAbsent(Key key, Body body) throws BankException {
            return bank.putIfAbsent(key, body);
        }

        @Override
        public InputStream get(Key key, ByteRange range) throws BankException {
            return bank.get(key, range);
        }

        @Override
        public ObjectInfo stat(Key key) throws BankException {
            return bank.stat(key);
        }

        @Override
        public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
            return bank.list(prefix, after, limit);
        }

        @Override
        public void delete(Key key) throws BankException {
            bank.delete(key);
        }
    }

    static class NotAtomic extends Sound {
        @Override
        public void put(Key key, Body body) throws BankException {
            bank.put(key, Body.of(""));
            bank.put(key, body);
        }
    }

    /** Looks first and puts then; of those who race, two have looked before one puts. */
    static class NotExclusive extends Sound {
        private final Map<Key, AtomicInteger> looked = new ConcurrentHashMap<>();

        @Override
        public boolean putIfAbsent(Key key, Body body) throws BankException {
            if (!bank.list(Prefix.ALL, Optional.empty(), 1000).objects().stream().map(ObjectInfo::key).toList().contains(key)) {
                AtomicInteger others = looked.computeIfAbsent(key, same -> new AtomicInteger());
                others.incrementAndGet();
                while (key.toString().startsWith("race/") && others.get() < 2) {
                    Thread.yield();
                }
                bank.put(key, body);
                return true;
            }
            return false;
        }
    }

    static class Unordered extends Sound {
        @Override
        public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
            Page page = bank.list(prefix, after, limit);
            return new Page(page.objects().stream().sorted((a, b) -> a.key().toString().replace('/', ' ')
                    .compareTo(b.key().toString().replace('/', ' '))).toList(), page.more());
        }
    }

    static class ForgetsMarker extends Sound {
        @Override
        public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
            Optional<Key> inside = after.filter(prefix::contains);
            return bank.list(prefix, inside, limit);
        }
    }

    static class TextPrefix extends Sound {
        @Override
        public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
            List<ObjectInfo> found = bank.list(Prefix.ALL, after, 100_000).objects().stream()
                    .filter(each -> each.key().toString().startsWith(prefix.toString())).toList();
            return new Page(found.stream().limit(limit).toList(), found.size() > limit);
        }
    }

    static class ShortRange extends Sound {
        @Override
        public InputStream get(Key key, ByteRange range) throws BankException {
            return bank.get(key, range.length() > 2 ? ByteRange.of(range.offset(), range.length() - 1) : range);
        }
    }

    /** Stores what it could read of a body. */
    static class Tolerant extends Sound {
        @Override
        public void put(Key key, Body body) throws BankException {
            try (InputStream in = body.open()) {
                bank.put(key, Body.of(in.readAllBytes()));
            } catch (IOException e) {
                bank.put(key, Body.of(""));
            }
        }
    }

    /** Answers an interrupt, but swallows it. */
    static class Interruptible extends Sound {
        @Override
        public void delete(Key key) throws BankException {
            Thread.interrupted();
            bank.delete(key);
        }
    }

    static class DeletesNeighbours extends Sound {
        @Override
        public void delete(Key key) throws BankException {
            for (ObjectInfo each : bank.list(Prefix.of(key.toString()), Optional.empty(), 1000).objects()) {
                bank.delete(each.key());
            }
            bank.delete(key);
        }
    }
}
