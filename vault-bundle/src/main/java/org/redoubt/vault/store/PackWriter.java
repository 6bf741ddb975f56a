package org.redoubt.vault.store;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackBuilder;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.pack.SealedPack;
import org.redoubt.vault.wire.ObjectHeader;

/**
 * Collects records into packs and puts full ones into the bank. Appending never waits for the bank, since computing threads
 * serve all sessions; who hands over more work waits in {@link #awaitRoom()} instead. Thread-safe.
 */
final class PackWriter {
    // One on its way and one behind it keep a bank busy; each takes the memory of a whole pack.
    private static final int MOST_WAITING = 1;
    private static final int SMALL = 1 << 18;
    private static final int SMALLEST = 2 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Map<Area, PackBuilder> open = new EnumMap<>(Area.class);
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private final List<StoredPack> durable = new ArrayList<>();
    private final Pending puts = new Pending();
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong storedBytes = new AtomicLong();
    private final Backing backing;
    private final int packSize;
    private final Retention retention;
    private final Health health;
    private int waiting;

    PackWriter(Backing backing, int packSize, Retention retention, Health health) {
        this.backing = backing;
        this.retention = retention;
        this.packSize = packSize;
        this.health = health;
    }

    /** A pack that is in the bank, and what is in it. */
    record StoredPack(Run.PackEntry entry, PackDirectory directory) {
    }

    void append(Area area, ChunkId id, byte[] record, int length, int raw) {
        lock.lock();
        try {
            PackBuilder builder = open.get(area);
            if (builder == null || !builder.fits(length)) {
                seal(area);
                byte[] buffer = spare.isEmpty() ? new byte[SMALL] : spare.pop();
                builder = new PackBuilder(area, backing.keyring().make(ObjectHeader.PACK), buffer, capacity());
                open.put(area, builder);
            }
            builder.append(id, record, length, raw);
        } finally {
            lock.unlock();
        }
    }

    /** Of each area one pack is open, and as many as may wait do. */
    private int capacity() {
        return backing.share().buffer(Area.values().length + MOST_WAITING + 1, Math.min(SMALLEST, packSize), packSize);
    }

    /** Begins to put the packs that are not full. */
    void sealAll() {
        lock.lock();
        try {
            for (Area area : Area.values()) {
                seal(area);
            }
        } finally {
            lock.unlock();
        }
    }

    private void seal(Area area) {
        PackBuilder builder = open.remove(area);
        if (builder != null) {
            SealedPack pack = builder.seal();
            waiting++;
            puts.add(backing.workers().access(() -> {
                put(pack, pack.name(random.nextLong()));
                return null;
            }));
        }
    }

    /** Takes a pack for one of its own that is durable already. */
    void adopt(Run.PackEntry pack, PackDirectory directory) {
        lock.lock();
        try {
            durable.add(new StoredPack(pack, directory));
        } finally {
            lock.unlock();
        }
    }

    /** Begins to put a pack that was sealed before with keys of this vault. */
    void bring(SealedPack pack, String sha256) {
        lock.lock();
        try {
            waiting++;
            puts.add(backing.workers().access(() -> {
                put(pack, new PackName(pack.area(), sha256, random.nextLong()));
                return null;
            }));
        } finally {
            lock.unlock();
        }
    }

    private void put(SealedPack pack, PackName name) {
        try {
            health.check();
            backing.catalogue().own(name);
            retention.put(backing.bank(), name.key(backing.vault()), pack.body());
            storedBytes.addAndGet(pack.size());
            ended(Optional.of(new StoredPack(new Run.PackEntry(name, pack.size(), pack.salt()), pack.directory())), pack.bytes());
        } catch (Exception | Error e) {
            health.fail(e);
            ended(Optional.empty(), pack.bytes());
        }
    }

    private void ended(Optional<StoredPack> stored, byte[] buffer) {
        lock.lock();
        try {
            waiting--;
            stored.ifPresent(durable::add);
            if (buffer.length > SMALL && spare.size() <= MOST_WAITING) {
                spare.push(buffer);
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while more packs than are good for the memory wait for the bank. */
    void awaitRoom() throws VaultException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            while (waiting > MOST_WAITING && !health.failed()) {
                room.await();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
        health.check();
    }

    private static VaultException interrupted() {
        Thread.currentThread().interrupt();
        return Failures.cancelled();
    }

    void awaitPuts() throws VaultException {
        puts.await();
        health.check();
    }

    /** The packs that became durable since the last call. */
    List<StoredPack> takeDurable() {
        lock.lock();
        try {
            List<StoredPack> taken = List.copyOf(durable);
            durable.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    long storedBytes() {
        return storedBytes.get();
    }
}
