package org.redoubt.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
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
import org.redoubt.vault.work.Workers;

/**
 * Reads packs in large pieces and keeps the last ones: chunks that were written together are read together, so that neither a
 * stream nor many small files cost one access each. Thread-safe.
 */
final class RegionCache {
    static final int REGION = 1 << 20;
    private static final int KEPT = 24;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Place, CompletableFuture<byte[]>> regions = new LinkedHashMap<>(64, 0.75f, true);
    private final Workers workers;
    private final Bank bank;
    private final Prefix vault;

    RegionCache(Workers workers, Bank bank, Prefix vault) {
        this.workers = workers;
        this.bank = bank;
        this.vault = vault;
    }

    private record Place(PackName pack, int number) {
    }

    /** The bytes of a region; fewer than it should have if the pack is cut off. */
    CompletableFuture<byte[]> region(Run.PackEntry pack, int number) {
        Place place = new Place(pack.name(), number);
        lock.lock();
        try {
            CompletableFuture<byte[]> known = regions.get(place);
            if (known != null && !known.isCompletedExceptionally()) {
                return known;
            }
            CompletableFuture<byte[]> fresh = workers.access(() -> read(pack, number));
            regions.put(place, fresh);
            if (regions.size() > KEPT) {
                regions.remove(regions.keySet().iterator().next());
            }
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private byte[] read(Run.PackEntry pack, int number) throws VaultException {
        long offset = (long) number * REGION;
        int length = (int) Math.min(REGION, pack.size() - offset);
        String object = object(pack);
        try (InputStream in = bank.get(pack.name().key(vault), ByteRange.of(offset, length))) {
            return in.readNBytes(length);
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
