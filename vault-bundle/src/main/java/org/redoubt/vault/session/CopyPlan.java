package org.redoubt.vault.session;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.IndexView;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.store.ChunkSink;
import org.redoubt.vault.stream.ContentWalk;

/** What another bank with the same vault lacks of some data, pack by pack. Takes two bits for each chunk of the vault. For one thread. */
final class CopyPlan implements ContentWalk.Seen {
    private final IndexView index;
    private final ChunkSink target;
    private final LongConsumer progress;
    private final BitSet seen = new BitSet();
    private final BitSet wanted = new BitSet();
    private final Map<Integer, Part> parts = new TreeMap<>();
    private boolean strays;

    /**
     * @param index what can be read
     * @param target what lacks it
     * @param progress told the bytes that it has already
     */
    CopyPlan(IndexView index, ChunkSink target, LongConsumer progress) {
        this.index = index;
        this.target = target;
        this.progress = progress;
    }

    /** What is wanted of one pack. */
    static final class Part {
        private final Run.PackEntry pack;
        private final int number;
        private int records;
        private long stored;
        private long data;

        Part(Run.PackEntry pack, int number) {
            this.pack = pack;
            this.number = number;
        }

        Run.PackEntry pack() {
            return pack;
        }

        /** How many records that are. */
        int records() {
            return records;
        }

        /** How long its records are. */
        long stored() {
            return stored;
        }

        /** The bytes of data that its records stand for. */
        long data() {
            return data;
        }

        /** Whether so much of it is wanted that to bring the rest along costs less than to open it. */
        boolean mostly() {
            return stored * 5 >= pack.size() * 4;
        }
    }

    @Override
    public boolean strict() {
        return true;
    }

    @Override
    public boolean enter(ChunkId node) {
        Optional<Found> found = index.find(node);
        if (found.isEmpty()) {
            strays |= !target.has(node);
            return true;
        }
        boolean first = first(found.get());
        if (first && !target.has(node)) {
            want(found.get());
        }
        return first;
    }

    @Override
    public void data(ChunkId chunk) {
        Optional<Found> found = index.find(chunk);
        if (found.isEmpty()) {
            strays |= !target.has(chunk);
            return;
        }
        int raw = found.get().place().raw();
        target.count(raw);
        if (first(found.get()) && !target.has(chunk)) {
            want(found.get()).data += raw;
        } else {
            progress.accept(raw);
        }
    }

    private boolean first(Found found) {
        boolean first = !seen.get(found.number());
        seen.set(found.number());
        return first;
    }

    private Part want(Found found) {
        wanted.set(found.number());
        int pack = found.place().pack();
        Part part = parts.computeIfAbsent(pack, number -> new Part(index.pack(number), number));
        part.records++;
        part.stored += found.place().stored();
        return part;
    }

    /** All packs of which something is wanted. */
    List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** Whether the record of a chunk in a pack is wanted. */
    boolean wants(Part part, ChunkId id, int offset) {
        return index.find(id).filter(found -> wanted.get(found.number()) && found.place().pack() == part.number && found.place().offset() == offset).isPresent();
    }

    /** Whether something is wanted that no index object names; to look for it tells why. */
    boolean strays() {
        return strays;
    }
}
