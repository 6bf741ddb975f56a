package org.redoubt.vault.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.Index;
import org.redoubt.vault.index.IndexView;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.Workers;

/** Where a session gets chunks from: every one is proven by its name before it is given. Thread-safe. */
public final class ChunkSource {
    private final Backing backing;
    private final PackKeys keys;
    private final RegionCache regions;
    private final StretchReader stretches;
    private final Expected expected = new Expected();
    private final Set<PackName> lost = ConcurrentHashMap.newKeySet();

    /**
     * @param backing where chunks are
     */
    public ChunkSource(Backing backing) {
        this.backing = backing;
        this.keys = new PackKeys(backing.keyring());
        this.regions = new RegionCache(backing);
        this.stretches = new StretchReader(backing, keys);
    }

    /** Whether a run names a chunk, be it lost there. */
    public boolean has(ChunkId id) {
        return backing.catalogue().view().find(id).isPresent() || backing.catalogue().lost().find(id).isPresent();
    }

    /** How long a chunk is, if it is there. */
    public OptionalInt length(ChunkId id) {
        return backing.catalogue().view().find(id).stream().mapToInt(found -> found.place().raw()).findFirst();
    }

    /** Why a chunk is known to be lost, if it is. */
    public Optional<VaultException> lost(ChunkId id) {
        if (backing.catalogue().view().find(id).isPresent()) {
            return Optional.empty();
        }
        Index lost = backing.catalogue().lost();
        return Optional.of(lost.find(id).map(found -> Failures.damaged(regions.object(lost.pack(found.place().pack())), "a scrub has found that a chunk in it is lost"))
                .orElseGet(() -> unnamed(id)));
    }

    private VaultException unnamed(ChunkId id) {
        return Failures.damaged(backing.catalogue().suspect(), "no readable index object names the chunk " + id);
    }

    /** Gets many chunks at once, in the order of packs. */
    public Sweep sweep(ChunkTaker taker) {
        return new Sweep(backing, stretches, taker);
    }

    /** What a check of many chunks needs to remember. */
    public PackCheck check() {
        return new PackCheck(backing);
    }

    /** Looks for what other sessions have published since. */
    public void refresh() throws VaultException {
        Workers.await(backing.workers().access(() -> {
            backing.catalogue().refresh();
            return null;
        }));
    }

    /**
     * Begins to get a chunk.
     *
     * @return its bytes, not to be changed; or a {@link VaultException} that names the object if it is damaged
     */
    public CompletableFuture<byte[]> fetch(ChunkId id) {
        return expected.take(id).orElseGet(() -> begin(id));
    }

    /** Begins to get a chunk that is likely to be asked for soon. */
    public void expect(ChunkId id) {
        expected.add(id, () -> begin(id));
    }

    private CompletableFuture<byte[]> begin(ChunkId id) {
        IndexView index = backing.catalogue().view();
        Optional<Found> found = index.find(id);
        if (found.isEmpty()) {
            return tryLost(id);
        }
        Location place = found.get().place();
        Run.PackEntry pack = index.pack(place.pack());
        return read(id, place, pack).exceptionallyCompose(failure -> isGone(failure) ? elsewhere(id, pack.name(), failure)
                : CompletableFuture.failedFuture(failure));
    }

    /** Tries to read what is known to be lost: somebody may have put the pack back, and if not the pack is named. */
    private CompletableFuture<byte[]> tryLost(ChunkId id) {
        Index lost = backing.catalogue().lost();
        return lost.find(id).map(found -> read(id, found.place(), lost.pack(found.place().pack())))
                .orElseGet(() -> CompletableFuture.failedFuture(unnamed(id)));
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof PackGoneException || failure.getCause() instanceof PackGoneException;
    }

    /** Looks once more for a chunk whose pack is gone: a collection may have stored it elsewhere. */
    private CompletableFuture<byte[]> elsewhere(ChunkId id, PackName gone, Throwable failure) {
        if (lost.contains(gone)) {
            return CompletableFuture.failedFuture(failure);
        }
        return backing.workers().access(() -> {
            backing.catalogue().refresh();
            return backing.catalogue().view();
        }).thenCompose(index -> {
            Optional<Found> found = index.find(id);
            if (found.isEmpty()) {
                return CompletableFuture.failedFuture(Failures.collected(id.toString()));
            }
            Location place = found.get().place();
            Run.PackEntry pack = index.pack(place.pack());
            if (pack.name().equals(gone)) {
                lost.add(gone);
                return CompletableFuture.failedFuture(failure);
            }
            return read(id, place, pack);
        });
    }

    private CompletableFuture<byte[]> read(ChunkId id, Location place, Run.PackEntry pack) {
        if (place.offset() + (long) place.stored() > pack.size()) {
            return CompletableFuture.failedFuture(Failures.damaged(regions.object(pack), "it is shorter than the index says"));
        }
        List<RegionCache.Region> parts = new ArrayList<>(2);
        int last = (place.offset() + place.stored() - 1) / RegionCache.REGION;
        for (int region = place.offset() / RegionCache.REGION; region <= last; region++) {
            parts.add(regions.take(pack, region));
        }
        return CompletableFuture.allOf(parts.stream().map(RegionCache.Region::length).toArray(CompletableFuture[]::new))
                .thenCompose(nothing -> backing.workers().compute(() -> decode(id, place, pack, parts)))
                .whenComplete((chunk, failure) -> parts.forEach(RegionCache.Region::close));
    }

    /** Gets a chunk. */
    public byte[] read(ChunkId id) throws VaultException {
        return Workers.await(fetch(id));
    }

    private byte[] decode(ChunkId id, Location place, Run.PackEntry pack, List<RegionCache.Region> parts)
            throws VaultException {
        RegionCache.Region first = parts.getFirst();
        int offset = place.offset() % RegionCache.REGION;
        byte[] record = first.bytes();
        int length = first.length().join();
        if (parts.size() > 1) {
            record = gather(parts, offset, place.stored());
            offset = 0;
            length = record.length;
        }
        if (length - offset < place.stored()) {
            throw Failures.damaged(regions.object(pack), "it is cut off");
        }
        try (Codecs.Loan loan = backing.codecs().lend()) {
            RecordCodec.Address address = new RecordCodec.Address(pack.name().area(), id, keys.content(pack), place.offset());
            return loan.codec().decode(address, record, offset, place.stored());
        } catch (FormatException e) {
            throw Failures.damaged(regions.object(pack), e.getMessage());
        }
    }

    private static byte[] gather(List<RegionCache.Region> parts, int offset, int length) {
        byte[] whole = new byte[length];
        int at = 0;
        int from = offset;
        for (RegionCache.Region part : parts) {
            int there = part.length().join();
            int n = Math.min(length - at, Math.max(0, there - from));
            System.arraycopy(part.bytes(), Math.min(from, there), whole, at, n);
            at += n;
            from = 0;
        }
        // A region that is too short leaves zeros, which cannot have the hash that is expected.
        return whole;
    }
}
