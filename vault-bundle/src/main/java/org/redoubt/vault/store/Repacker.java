package org.redoubt.vault.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;
import org.redoubt.vault.work.Workers;

/**
 * Stores anew what is needed of packs: records are opened, proven and sealed again, without compressing them once more. For one thread.
 */
public final class Repacker {
    private final Backing backing;
    private final Health health = new Health();
    private final PackWriter packs;

    /**
     * @param backing where packs are
     * @param packSize how long a pack may become
     */
    public Repacker(Backing backing, int packSize) {
        this.backing = backing;
        this.packs = new PackWriter(backing, packSize, Retention.NONE, health);
    }

    /** Says which records of a pack are needed. */
    public interface Wanted {
        /** Whether the record of a chunk at an offset is. */
        boolean wants(ChunkId id, int offset);
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
     * @return whether all of it could be read; if not, the pack has to stay
     */
    public boolean take(Run.PackEntry pack, Wanted wanted) throws VaultException {
        packs.awaitRoom();
        try {
            byte[] bytes = Workers.await(backing.workers().access(() -> read(pack)));
            Workers.await(backing.workers().compute(() -> {
                copy(pack, bytes, wanted);
                return null;
            }));
            return true;
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            return false;
        }
    }

    private byte[] read(Run.PackEntry pack) throws VaultException {
        return new PackFile(backing.bank(), backing.vault()).read(pack.name(), pack.size());
    }

    /** Stores some chunks of a damaged pack, whose own list may be damaged; those that cannot be read stay out. Whether all could be. */
    public boolean salvage(Run.PackEntry pack, List<Run.Entry> entries) throws VaultException {
        packs.awaitRoom();
        byte[] bytes = Workers.await(backing.workers().access(() -> read(pack)));
        return Workers.await(backing.workers().compute(() -> salvage(pack, entries, bytes)));
    }

    private boolean salvage(Run.PackEntry pack, List<Run.Entry> entries, byte[] bytes) throws FormatException {
        boolean all = true;
        try (Codecs.Loan loan = backing.codecs().lend()) {
            ObjectKey key = backing.keyring().of(ObjectHeader.PACK, pack.salt());
            for (Run.Entry entry : entries) {
                Location place = entry.place();
                RecordCodec.Address address = new RecordCodec.Address(pack.name().area(), entry.id(), key.content(), place.offset());
                all &= place.offset() + (long) place.stored() <= bytes.length && append(loan.codec(), address, bytes, place);
            }
        }
        return all;
    }

    private boolean append(RecordCodec codec, RecordCodec.Address address, byte[] bytes, Location place) {
        try {
            int length = codec.reopen(address, bytes, (int) address.position(), place.stored());
            packs.append(address.area(), address.id(), codec.opened(), length, place.raw());
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

    private void copy(Run.PackEntry pack, byte[] bytes, Wanted wanted) throws VaultException {
        try (Codecs.Loan loan = backing.codecs().lend()) {
            if (bytes.length != pack.size() || bytes.length < SealedHeader.LENGTH + PackDirectory.TRAILER) {
                throw new FormatException("it does not have the length that the index says");
            }
            byte[] header = Arrays.copyOf(bytes, SealedHeader.LENGTH);
            ObjectKey key = backing.keyring().of(ObjectHeader.PACK, SealedHeader.read(ObjectHeader.PACK, new Decoder(header)));
            int begin = PackDirectory.offset(Arrays.copyOfRange(bytes, bytes.length - PackDirectory.TRAILER, bytes.length), bytes.length);
            PackDirectory.read(key, header, Arrays.copyOfRange(bytes, begin, bytes.length)).forEach((id, offset, stored, raw) -> {
                if (!wanted.wants(id, offset)) {
                    return;
                }
                if (offset + (long) stored > begin) {
                    throw new FormatException("its directory names a record that is not in it");
                }
                RecordCodec codec = loan.codec();
                int length = codec.reopen(new RecordCodec.Address(pack.name().area(), id, key.content(), offset), bytes, offset, stored);
                packs.append(pack.name().area(), id, codec.opened(), length, raw);
            });
        } catch (FormatException e) {
            throw Failures.damaged(pack.name().key(backing.vault()).toString(), e.getMessage());
        }
    }

    /** Makes all durable that was taken. */
    public List<Stored> finish() throws VaultException {
        packs.sealAll();
        packs.awaitPuts();
        return packs.takeDurable().stream().map(pack -> new Stored(pack.entry(), pack.directory())).toList();
    }
}
