package org.redoubt.vault.store;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.Workers;

/**
 * Stores anew what is needed of packs: records are opened, proven and sealed again, without compressing them once more. For one thread.
 */
public final class Repacker {
    private final Backing backing;
    private final PackReader reader;
    private final Health health = new Health();
    private final PackWriter packs;

    /**
     * @param backing where packs are
     * @param packSize how long a pack may become
     * @param retention how long packs stay at least
     */
    public Repacker(Backing backing, int packSize, Retention retention) {
        this.backing = backing;
        this.reader = new PackReader(backing);
        this.packs = new PackWriter(backing, packSize, retention, health);
    }

    /**
     * A pack that is durable.
     *
     * @param entry what runs say of it
     * @param directory what is in it
     */
    public record Stored(Run.PackEntry entry, PackDirectory directory) {
        /** What a run says of it that names nothing else. */
        public Run run() {
            List<Run.Entry> entries = new ArrayList<>();
            try {
                directory.forEach((id, offset, stored, raw) -> entries.add(new Run.Entry(id, new Location(0, offset, stored, raw))));
            } catch (FormatException e) {
                throw new IllegalStateException("A directory that was just made can be read.", e);
            }
            return new Run(new Run.Origin("", "", ""), List.of(entry), entries);
        }
    }

    /**
     * Stores what is needed of one pack, which is durable after {@link #finish()} only.
     *
     * @param count how many records that are
     * @return whether all of them were there and could be read; if not, the pack has to stay
     */
    public boolean take(Run.PackEntry pack, int count, PackReader.Wanted wanted) throws VaultException {
        packs.awaitRoom();
        try {
            byte[] bytes = Workers.await(backing.workers().access(() -> reader.read(pack)));
            return Workers.await(backing.workers().compute(() -> copy(pack, bytes, count, wanted)));
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            return false;
        }
    }

    private boolean copy(Run.PackEntry pack, byte[] bytes, int count, PackReader.Wanted wanted) {
        try {
            if (bytes.length != pack.size()) {
                return false;
            }
            reader.open(pack, PackReader.choose(reader.list(pack, bytes, bytes), wanted, count), bytes, 0, packs::append);
            return true;
        } catch (FormatException damaged) {
            return false;
        }
    }

    /** Stores some chunks of a damaged pack, whose own list may be damaged; those that cannot be read stay out. Whether all could be. */
    public boolean salvage(Run.PackEntry pack, List<Run.Entry> entries) throws VaultException {
        packs.awaitRoom();
        byte[] bytes = Workers.await(backing.workers().access(() -> reader.read(pack)));
        return Workers.await(backing.workers().compute(() -> {
            boolean all = true;
            for (Run.Entry entry : entries) {
                all &= salvage(pack, entry, bytes);
            }
            return all;
        }));
    }

    private boolean salvage(Run.PackEntry pack, Run.Entry entry, byte[] bytes) {
        try {
            reader.open(pack, List.of(entry), bytes, 0, packs::append);
            return true;
        } catch (FormatException damaged) {
            return false;
        }
    }

    /** Stores a chunk. Whether it is what its name stands for; else nothing was stored. */
    public boolean store(Area area, ChunkId id, byte[] chunk) throws VaultException {
        packs.awaitRoom();
        return Workers.await(backing.workers().compute(() -> {
            try (Codecs.Loan loan = backing.codecs().lend()) {
                RecordCodec codec = loan.codec();
                if (!codec.identify(area, chunk, 0, chunk.length).equals(id)) {
                    return false;
                }
                int stored = codec.encode(chunk, 0, chunk.length);
                packs.append(area, id, codec.record(), stored, chunk.length);
                return true;
            }
        }));
    }

    /** Makes all durable that was taken. */
    public List<Stored> finish() throws VaultException {
        packs.sealAll();
        packs.awaitPuts();
        return packs.takeDurable().stream().map(pack -> new Stored(pack.entry(), pack.directory())).toList();
    }
}
