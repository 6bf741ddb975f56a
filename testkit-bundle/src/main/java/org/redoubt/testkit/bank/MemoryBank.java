package org.redoubt.testkit.bank;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
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
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * The reference: a bank in memory that keeps every promise of {@link Bank}, object lock included. What it holds is gone with
 * it. Thread-safe.
 */
public final class MemoryBank implements Bank {
    private static final BankTraits TRAITS = BankTraits.builder().atomicPutIfAbsent().listingDelay(Duration.ZERO)
            .largestObject(Integer.MAX_VALUE - 8).objectLock().build();

    private record Stored(byte[] bytes, Instant retainedUntil) {
        boolean retained(Instant now) {
            return retainedUntil.isAfter(now);
        }
    }

    private final String id;
    private final InstantSource clock;
    private final NavigableMap<String, Stored> objects = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** An empty bank with an identity of its own, on the clock of the system. */
    public MemoryBank() {
        this(UUID.randomUUID().toString(), InstantSource.system());
    }

    /** An empty bank with an identity of its own, whose retention goes by this clock. */
    public MemoryBank(InstantSource clock) {
        this(UUID.randomUUID().toString(), clock);
    }

    /**
     * An empty bank.
     *
     * @param id its identity, a UUID
     * @param clock what retention goes by
     */
    public MemoryBank(String id, InstantSource clock) {
        this.id = UUID.fromString(id).toString();
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BankTraits traits() {
        return TRAITS;
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        put(key, body, PutOptions.defaults());
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return put(key, body, PutOptions.defaults().onlyIfAbsent());
    }

    @Override
    public boolean put(Key key, Body body, PutOptions options) throws BankException {
        Callers.refuseInterrupted();
        byte[] bytes = Bodies.read(key, body);
        lock.lock();
        try {
            Stored present = objects.get(key.toString());
            if (present != null && options.ifAbsent()) {
                return false;
            }
            if (present != null && present.retained(clock.instant())) {
                throw retained(key, present);
            }
            refuseConflict(key);
            objects.put(key.toString(), new Stored(bytes, options.retainUntil().orElse(Instant.MIN)));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void refuseConflict(Key key) throws BankException {
        String name = key.toString();
        String below = objects.higherKey(name + "/");
        if (below != null && below.startsWith(name + "/")) {
            throw conflict(key, below);
        }
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            if (objects.containsKey(name.substring(0, slash))) {
                throw conflict(key, name.substring(0, slash));
            }
        }
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        byte[] bytes = find(key).bytes();
        if (range.offset() > bytes.length) {
            throw new BankException(Problem.of(ProblemKind.INVALID, "The object " + key + " has " + bytes.length
                    + " bytes, so nothing can be read at " + range.offset() + ".").subject(key.toString()));
        }
        int offset = (int) range.offset();
        int rest = bytes.length - offset;
        return new ByteArrayInputStream(bytes, offset, range.length() < 0 ? rest : (int) Math.min(rest, range.length()));
    }

    @Override
    public ObjectInfo stat(Key key) throws BankException {
        return new ObjectInfo(key, find(key).bytes().length);
    }

    private Stored find(Key key) throws BankException {
        Callers.refuseInterrupted();
        lock.lock();
        try {
            Stored present = objects.get(key.toString());
            if (present == null) {
                throw BankException.notFound(key);
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        if (limit < 1) {
            throw new BankException(Problem.of(ProblemKind.INVALID, "A page of a listing has at least one object, not " + limit + "."));
        }
        Callers.refuseInterrupted();
        String first = prefix.equals(Prefix.ALL) ? "" : prefix + "/";
        String from = after.map(Key::toString).filter(key -> key.compareTo(first) > 0).orElse(first);
        List<ObjectInfo> page = new ArrayList<>();
        lock.lock();
        try {
            for (var entry : objects.tailMap(from, false).entrySet()) {
                if (!entry.getKey().startsWith(first)) {
                    break;
                }
                if (page.size() == limit) {
                    return new Page(page, true);
                }
                page.add(new ObjectInfo(Key.of(entry.getKey()), entry.getValue().bytes().length));
            }
        } finally {
            lock.unlock();
        }
        return new Page(page, false);
    }

    @Override
    public void delete(Key key) throws BankException {
        Callers.refuseInterrupted();
        lock.lock();
        try {
            Stored present = objects.get(key.toString());
            if (present != null && present.retained(clock.instant())) {
                throw retained(key, present);
            }
            objects.remove(key.toString());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void retain(Key key, Instant until) throws BankException {
        lock.lock();
        try {
            Stored present = find(key);
            if (until.isAfter(present.retainedUntil())) {
                objects.put(key.toString(), new Stored(present.bytes(), until));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Instant> retainedUntil(Key key) throws BankException {
        Callers.refuseInterrupted();
        lock.lock();
        try {
            return Optional.ofNullable(objects.get(key.toString())).filter(present -> present.retained(clock.instant())).map(Stored::retainedUntil);
        } finally {
            lock.unlock();
        }
    }

    private static BankException retained(Key key, Stored stored) {
        return new BankException(Problem.of(ProblemKind.RETAINED, "The object " + key + " is retained until "
                + stored.retainedUntil() + ".").hint("Try again after that.").subject(key.toString()));
    }

    private static BankException conflict(Key key, String other) {
        return new BankException(Problem.of(ProblemKind.CONFLICT, "The object " + key + " cannot be stored beside " + other
                + ", as one key is a path prefix of the other.").subject(key.toString()));
    }
}
