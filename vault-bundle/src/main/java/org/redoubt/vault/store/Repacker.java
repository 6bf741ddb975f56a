package org.redoubt.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.failure.Failures;
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
        this.packs = new PackWriter(backing, packSize, health);
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
        String object = pack.name().key(backing.vault()).toString();
        try (InputStream in = backing.bank().get(pack.name().key(backing.vault()), ByteRange.ALL)) {
            return in.readNBytes((int) pack.size() + 1);
        } catch (IOException e) {
            throw Failures.unreadable(object, e);
        } catch (BankException e) {
            throw Failures.reading(object, e);
        }
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
