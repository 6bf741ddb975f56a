package org.redoubt.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.SecretKey;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.pack.SealedPack;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;
import org.redoubt.vault.wire.Sha256;
import org.redoubt.vault.work.Workers;

/**
 * Brings packs to another bank with the same vault: as they are, so that nothing in them is opened, or record by record, sealed anew without
 * being compressed once more. For one thread.
 */
public final class PackCarrier {
    // The one that is read, the one that was read, and two on their way.
    private static final int AT_ONCE = 4;
    private static final int GAP = 1 << 18;
    private static final int LONGEST = 1 << 20;

    private final Backing source;
    private final ChunkSink target;
    private final List<CompletableFuture<Void>> opening = new ArrayList<>();
    private volatile boolean failed;

    /**
     * @param source where packs are
     * @param target where they go
     */
    public PackCarrier(Backing source, ChunkSink target) {
        this.source = source;
        this.target = target;
    }

    /** Whether a pack can go as it is: the other bank has the keys for it, and there is the memory. */
    public boolean takesWhole(Run.PackEntry pack) {
        int size = (int) Math.min(Integer.MAX_VALUE - 16, pack.size());
        return target.opens(source.keyring(), pack.salt().epoch()) && source.share().buffer(AT_ONCE, 0, size) >= size;
    }

    /** Whether a pack has arrived before, and counts from now on. */
    public boolean hasArrived(Run.PackEntry pack) throws VaultException {
        Optional<PackName> name = target.arrived(pack);
        if (name.isEmpty()) {
            return false;
        }
        try {
            Optional<PackDirectory> list = Workers.await(source.workers().access(() -> list(pack)));
            if (list.isPresent()) {
                target.adopt(new Run.PackEntry(name.get(), pack.size(), pack.salt()), list.get());
            }
            return list.isPresent();
        } catch (FormatException e) {
            throw readable(e);
        } catch (VaultException e) {
            return passOver(e);
        }
    }

    private static IllegalStateException readable(FormatException cause) {
        return new IllegalStateException("A list that was just read can be read.", cause);
    }

    /** Begins to read a whole pack. */
    public CompletableFuture<byte[]> read(Run.PackEntry pack) {
        return source.workers().access(() -> read(pack, 0, (int) pack.size(), ByteRange.ALL));
    }

    private byte[] read(Run.PackEntry pack, long offset, int length, ByteRange range) throws VaultException {
        Key key = pack.name().key(source.vault());
        byte[] bytes = new byte[length];
        try (InputStream in = source.bank().get(key, range)) {
            int count = in.readNBytes(bytes, 0, length);
            return count == length ? bytes : Arrays.copyOf(bytes, count);
        } catch (IOException e) {
            throw Failures.unreadable(key.toString(), e);
        } catch (BankException e) {
            throw Failures.reading(key.toString(), e);
        }
    }

    /**
     * Begins to store a pack as it is.
     *
     * @return false if that cannot be, as it is not as it was written
     */
    public boolean carry(Run.PackEntry pack, CompletableFuture<byte[]> reading) throws VaultException {
        try {
            byte[] bytes = Workers.await(reading);
            Optional<SealedPack> whole = Workers.await(source.workers().compute(() -> check(pack, bytes)));
            if (whole.isPresent()) {
                target.bring(whole.get(), pack.name().sha256());
            }
            return whole.isPresent();
        } catch (FormatException e) {
            throw readable(e);
        } catch (VaultException e) {
            return passOver(e);
        }
    }

    private Optional<SealedPack> check(Run.PackEntry pack, byte[] bytes) {
        try {
            boolean same = bytes.length == pack.size() && Sha256.hex(bytes, 0, bytes.length).equals(pack.name().sha256());
            return same ? Optional.of(new SealedPack(pack.name().area(), pack.salt(), bytes, bytes.length, directory(pack, bytes, bytes))) : Optional.empty();
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }

    /** What is damaged, or gone, is looked for chunk by chunk. */
    private static boolean passOver(VaultException e) throws VaultException {
        if (e.kind() != ProblemKind.DAMAGED) {
            throw e;
        }
        return false;
    }

    /**
     * The list of a pack.
     *
     * @param head begins as the pack does
     * @param tail ends as the pack does
     */
    private PackDirectory directory(Run.PackEntry pack, byte[] head, byte[] tail) throws FormatException {
        if (head.length < SealedHeader.LENGTH || tail.length < PackDirectory.TRAILER) {
            throw new FormatException("it is cut off");
        }
        byte[] header = Arrays.copyOf(head, SealedHeader.LENGTH);
        ObjectKey keys = source.keyring().of(ObjectHeader.PACK, SealedHeader.read(ObjectHeader.PACK, new Decoder(header)));
        int begin = PackDirectory.offset(Arrays.copyOfRange(tail, tail.length - PackDirectory.TRAILER, tail.length), pack.size());
        long from = begin - (pack.size() - tail.length);
        if (from < 0) {
            throw new FormatException("its list is longer than what was read of it");
        }
        return PackDirectory.read(keys, header, Arrays.copyOfRange(tail, (int) from, tail.length));
    }

    /**
     * Begins to store some records of a pack.
     *
     * @return false if they cannot be read, or not all of them; {@link #finish()} knows more
     */
    public boolean reseal(Run.PackEntry pack, Repacker.Wanted wanted) throws VaultException {
        List<Run.Entry> group = new ArrayList<>();
        List<List<Run.Entry>> groups = new ArrayList<>();
        try {
            Optional<PackDirectory> list = Workers.await(source.workers().access(() -> list(pack)));
            if (list.isEmpty()) {
                return false;
            }
            list.get().forEach((id, offset, stored, raw) -> {
                if (wanted.wants(id, offset)) {
                    if (!group.isEmpty() && !reaches(group, offset + (long) stored)) {
                        groups.add(List.copyOf(group));
                        group.clear();
                    }
                    group.add(new Run.Entry(id, new Location(0, offset, stored, raw)));
                }
            });
            if (!group.isEmpty()) {
                groups.add(group);
            }
            for (List<Run.Entry> some : groups) {
                bring(pack, some);
            }
            return true;
        } catch (FormatException e) {
            throw readable(e);
        } catch (VaultException e) {
            return passOver(e);
        }
    }

    /** Waits for all records. Whether they could be opened. */
    public boolean finish() throws VaultException {
        Workers.await(CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new)));
        opening.clear();
        return !failed;
    }

    private static boolean reaches(List<Run.Entry> group, long end) {
        Location first = group.getFirst().place();
        Location last = group.getLast().place();
        return end - first.offset() <= LONGEST && end - last.offset() - last.stored() <= GAP;
    }

    private Optional<PackDirectory> list(Run.PackEntry pack) throws VaultException {
        try {
            byte[] head = read(pack, 0, SealedHeader.LENGTH, ByteRange.of(0, SealedHeader.LENGTH));
            long end = pack.size() - PackDirectory.TRAILER;
            byte[] trailer = read(pack, end, PackDirectory.TRAILER, ByteRange.of(end, PackDirectory.TRAILER));
            int begin = PackDirectory.offset(trailer, pack.size());
            int length = (int) (pack.size() - begin);
            return Optional.of(directory(pack, head, read(pack, begin, length, ByteRange.of(begin, length))));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }

    private void bring(Run.PackEntry pack, List<Run.Entry> records) throws VaultException {
        int from = records.getFirst().place().offset();
        Location last = records.getLast().place();
        int length = last.offset() + last.stored() - from;
        byte[] bytes = Workers.await(source.workers().access(() -> read(pack, from, length, ByteRange.of(from, length))));
        opening.add(target.bring(taker -> {
            if (bytes.length < length || !open(pack, records, bytes, taker)) {
                failed = true;
            }
        }));
    }

    private boolean open(Run.PackEntry pack, List<Run.Entry> records, byte[] bytes, Records.Taker taker) {
        int from = records.getFirst().place().offset();
        try (Codecs.Loan loan = source.codecs().lend()) {
            SecretKey key = source.keyring().of(ObjectHeader.PACK, pack.salt()).content();
            RecordCodec codec = loan.codec();
            for (Run.Entry record : records) {
                Location place = record.place();
                RecordCodec.Address address = new RecordCodec.Address(pack.name().area(), record.id(), key, place.offset());
                int plain = codec.reopen(address, bytes, place.offset() - from, place.stored());
                taker.take(pack.name().area(), record.id(), codec.opened(), plain, place.raw());
            }
            return true;
        } catch (FormatException damaged) {
            return false;
        }
    }
}
