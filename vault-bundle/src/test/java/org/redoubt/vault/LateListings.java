package org.redoubt.vault;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.testkit.bank.MemoryBank;

/**
 * A bank whose listings show what was stored and deleted some time later, each object after a time of its own up to a bound: so in any order. Everything else is
 * seen at once, as in stores whose listings are only eventually consistent. Thread-safe.
 */
final class LateListings implements Bank {
    static final Duration BOUND = Duration.ofMillis(8);

    private final MemoryBank bank = new MemoryBank();
    private final ReentrantLock lock = new ReentrantLock();
    private final Random random;
    // How objects are still listed that have changed.
    private final Map<String, Stale> stale = new HashMap<>();

    private record Stale(Optional<ObjectInfo> before, long until) {
    }

    LateListings(long seed) {
        random = new Random(seed);
    }

    @Override
    public String id() {
        return bank.id();
    }

    @Override
    public BankTraits traits() {
        return BankTraits.builder().atomicPutIfAbsent().listingDelay(BOUND).build();
    }

    /** What was stored and deleted until now is listed as it is. */
    void catchUp() {
        lock.lock();
        try {
            stale.clear();
        } finally {
            lock.unlock();
        }
    }

    private interface Change<T> {
        T make() throws BankException;
    }

    private <T> T change(Key key, Change<T> change) throws BankException {
        lock.lock();
        try {
            Optional<ObjectInfo> before = info(key);
            T result = change.make();
            if (before.isPresent() != info(key).isPresent()) {
                stale.put(key.toString(), new Stale(before, System.nanoTime() + (long) (random.nextDouble() * BOUND.toNanos())));
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    private Optional<ObjectInfo> info(Key key) {
        try {
            return Optional.of(bank.stat(key));
        } catch (BankException absent) {
            return Optional.empty();
        }
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        this.<Void>change(key, () -> {
            bank.put(key, body);
            return null;
        });
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return change(key, () -> bank.putIfAbsent(key, body));
    }

    @Override
    public void delete(Key key) throws BankException {
        this.<Void>change(key, () -> {
            bank.delete(key);
            return null;
        });
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
        lock.lock();
        try {
            NavigableMap<String, ObjectInfo> listed = new TreeMap<>();
            for (ObjectInfo object : bank.list(prefix, Optional.empty(), Integer.MAX_VALUE).objects()) {
                listed.put(object.key().toString(), object);
            }
            stale.values().removeIf(change -> change.until() <= System.nanoTime());
            stale.forEach((key, change) -> change.before().filter(object -> key.startsWith(prefix + "/")).ifPresentOrElse(object -> listed.put(key, object),
                    () -> listed.remove(key)));
            List<ObjectInfo> rest = new ArrayList<>(after.map(key -> listed.tailMap(key.toString(), false)).orElse(listed).values());
            return new Page(rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
        } finally {
            lock.unlock();
        }
    }
}
