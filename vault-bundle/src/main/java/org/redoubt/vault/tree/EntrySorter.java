package org.redoubt.vault.tree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.SpillFile;
import org.redoubt.vault.work.Workers;

/** Puts entries into the order of their paths, with bounded memory: what is too much is sorted in parts in a file. */
final class EntrySorter implements AutoCloseable {
    private static final int MOST_BYTES = 12 << 20;
    private static final int OVERHEAD = 128;

    private final Workers workers;
    private final Path directory;
    private final List<Sortable> memory = new ArrayList<>();
    private final List<SpilledRun> runs = new ArrayList<>();
    private Optional<SpillFile> file = Optional.empty();
    private int memoryBytes;

    EntrySorter(Workers workers, Path directory) {
        this.workers = workers;
        this.directory = directory;
    }

    /**
     * An encoded entry and its path.
     *
     * @param path the path
     * @param item the entry
     * @param dataBytes how many bytes its content has, holes not counted
     */
    record Sortable(TreePath path, byte[] item, long dataBytes) {
    }

    void add(Sortable entry) throws VaultException {
        memory.add(entry);
        memoryBytes += entry.item().length + OVERHEAD;
        if (memoryBytes > MOST_BYTES) {
            spill();
        }
    }

    private void spill() throws VaultException {
        if (file.isEmpty()) {
            file = Optional.of(SpillFile.in(directory, workers));
        }
        sortMemory();
        Encoder out = new Encoder(memoryBytes);
        memory.forEach(entry -> out.varint(entry.dataBytes()).blob(entry.item()));
        byte[] bytes = out.toBytes();
        runs.add(new SpilledRun(file.get(), file.get().append(bytes, bytes.length), bytes.length));
        memory.clear();
        memoryBytes = 0;
    }

    private void sortMemory() {
        memory.sort(Comparator.comparing(Sortable::path));
    }

    /** Takes the entries in order. */
    interface Taker {
        /** Takes one. */
        void take(Sortable entry) throws VaultException;
    }

    /** Gives all entries in order, each path once. */
    void merge(Taker taker) throws VaultException {
        sortMemory();
        PriorityQueue<Source> sources = new PriorityQueue<>(Comparator.comparing(source -> source.head.path()));
        for (SpilledRun run : runs) {
            run.rewind();
            offer(sources, new Source(run::next));
        }
        int[] at = {0};
        offer(sources, new Source(() -> at[0] < memory.size() ? Optional.of(memory.get(at[0]++)) : Optional.empty()));
        Optional<TreePath> before = Optional.empty();
        for (Source source = sources.poll(); source != null; source = sources.poll()) {
            Sortable entry = source.head;
            if (before.isPresent() && before.get().equals(entry.path())) {
                throw Failures.invalid("The path \"" + entry.path() + "\" was given twice.");
            }
            before = Optional.of(entry.path());
            taker.take(entry);
            offer(sources, source);
        }
    }

    private static void offer(PriorityQueue<Source> sources, Source source) throws VaultException {
        Optional<Sortable> next = source.feed.next();
        if (next.isPresent()) {
            source.head = next.get();
            sources.add(source);
        }
    }

    private interface Feed {
        Optional<Sortable> next() throws VaultException;
    }

    private static final class Source {
        private final Feed feed;
        private Sortable head;

        Source(Feed feed) {
            this.feed = feed;
        }
    }

    static Sortable parse(byte[] item, long dataBytes) throws VaultException {
        try {
            return new Sortable(StoredEntry.treePath(StoredEntry.path(item)), item, dataBytes);
        } catch (FormatException e) {
            throw Failures.again(new IllegalStateException("The temporary file of the vault was changed.", e));
        }
    }

    @Override
    public void close() {
        file.ifPresent(SpillFile::close);
    }
}
