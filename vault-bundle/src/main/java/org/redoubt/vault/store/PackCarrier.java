package org.redoubt.vault.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.pack.SealedPack;
import org.redoubt.vault.wire.FormatException;
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
    private final PackReader reader;
    private final ChunkSink target;
    private final List<CompletableFuture<Void>> opening = new ArrayList<>();
    private volatile boolean failed;

    /**
     * @param source where packs are
     * @param target where they go
     */
    public PackCarrier(Backing source, ChunkSink target) {
        this.source = source;
        this.reader = new PackReader(source);
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
        return source.workers().access(() -> reader.read(pack));
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
            return same ? Optional.of(new SealedPack(pack.name().area(), pack.salt(), bytes, bytes.length, reader.list(pack, bytes, bytes))) : Optional.empty();
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
     * Begins to store some records of a pack.
     *
     * @param count how many that are
     * @return false if they cannot be read, or not all of them are there; {@link #finish()} knows more
     */
    public boolean reseal(Run.PackEntry pack, int count, PackReader.Wanted wanted) throws VaultException {
        try {
            Optional<List<Run.Entry>> records = Workers.await(source.workers().access(() -> records(pack, count, wanted)));
            for (List<Run.Entry> some : groups(records.orElse(List.of()))) {
                bring(pack, some);
            }
            return records.isPresent();
        } catch (VaultException e) {
            return passOver(e);
        }
    }

    private Optional<List<Run.Entry>> records(Run.PackEntry pack, int count, PackReader.Wanted wanted) throws VaultException {
        try {
            return Optional.of(PackReader.choose(reader.list(pack), wanted, count));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }

    /** What stands so close together that it is read at once. */
    private static List<List<Run.Entry>> groups(List<Run.Entry> records) {
        List<List<Run.Entry>> groups = new ArrayList<>();
        for (Run.Entry record : records) {
            if (groups.isEmpty() || !reaches(groups.getLast(), record.place().offset() + (long) record.place().stored())) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(record);
        }
        return groups;
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
            return Optional.of(reader.list(pack));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }

    private void bring(Run.PackEntry pack, List<Run.Entry> records) throws VaultException {
        int from = records.getFirst().place().offset();
        Location last = records.getLast().place();
        int length = last.offset() + last.stored() - from;
        byte[] bytes = Workers.await(source.workers().access(() -> reader.read(pack, from, length)));
        opening.add(target.bring(taker -> {
            if (!open(pack, records, bytes, taker)) {
                failed = true;
            }
        }));
    }

    private boolean open(Run.PackEntry pack, List<Run.Entry> records, byte[] bytes, Records.Taker taker) {
        try {
            reader.open(pack, records, bytes, records.getFirst().place().offset(), taker);
            return true;
        } catch (FormatException damaged) {
            return false;
        }
    }
}
