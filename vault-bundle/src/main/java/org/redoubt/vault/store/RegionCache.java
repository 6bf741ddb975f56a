package org.redoubt.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.work.Shares;
import org.redoubt.vault.work.Workers;

/**
 * Reads packs in large pieces and keeps the last ones: chunks that were written together are read together, so that neither a
 * stream nor many small files cost one access each. Its buffers are used again and again, as arrays of this length do not die young.
 * Thread-safe.
 */
final class RegionCache {
    static final int REGION = 1 << 20;
    private static final int MOST_KEPT = 24;
    private static final int LEAST_KEPT = 4;
    private static final int SPARE = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Place, Region> regions = new LinkedHashMap<>(64, 0.75f, true);
    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Workers workers;
    private final Shares.Share share;
    private final Bank bank;
    private final Prefix vault;

    RegionCache(Backing backing) {
        this.workers = backing.workers();
        this.share = backing.share();
        this.bank = backing.bank();
        this.vault = backing.vault();
    }

    private record Place(PackName pack, int number) {
    }

    /** A piece of a pack, in a buffer that stays as it is until the last who took it has closed it. */
    final class Region implements AutoCloseable {
        private final byte[] bytes;
        private final CompletableFuture<Integer> length;
        // Who took it, the cache while it keeps it, and the access that fills it.
        private int users = 2;

        private Region(byte[] bytes, Run.PackEntry pack, int number) {
            this.bytes = bytes;
            this.length = workers.access(() -> read(pack, number, bytes));
            length.whenComplete((count, failure) -> close());
        }

        /** How many bytes there are, when they are: fewer than there should be if the pack is cut off. */
        CompletableFuture<Integer> length() {
            return length;
        }

        /** Holds the bytes. */
        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (--users == 0 && free.size() < SPARE) {
                    free.push(bytes);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Takes a region, which has to be closed. */
    Region take(Run.PackEntry pack, int number) {
        Place place = new Place(pack.name(), number);
        lock.lock();
        try {
            Region known = regions.get(place);
            if (known == null || known.length.isCompletedExceptionally()) {
                known = new Region(free.isEmpty() ? new byte[REGION] : free.pop(), pack, number);
                drop(place);
                regions.put(place, known);
                while (regions.size() > kept()) {
                    drop(regions.keySet().iterator().next());
                }
            }
            known.users++;
            return known;
        } finally {
            lock.unlock();
        }
    }

    private int kept() {
        return share.buffer(1, LEAST_KEPT * REGION, MOST_KEPT * REGION) / REGION;
    }

    private void drop(Place place) {
        Optional.ofNullable(regions.remove(place)).ifPresent(Region::close);
    }

    private int read(Run.PackEntry pack, int number, byte[] into) throws VaultException {
        long offset = (long) number * REGION;
        int length = (int) Math.min(REGION, pack.size() - offset);
        String object = object(pack);
        try (InputStream in = bank.get(pack.name().key(vault), ByteRange.of(offset, length))) {
            return in.readNBytes(into, 0, length);
        } catch (IOException e) {
            throw Failures.unreadable(object, e);
        } catch (BankException e) {
            VaultException failure = Failures.reading(object, e);
            throw e.kind() == ProblemKind.NOT_FOUND ? new PackGoneException(failure.problem(), e) : failure;
        }
    }

    String object(Run.PackEntry pack) {
        return pack.name().key(vault).toString();
    }
}
