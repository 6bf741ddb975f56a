package org.redoubt.vault.tree;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSink;
import org.redoubt.vault.store.Reuse;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.stream.ContentBuilder;
import org.redoubt.vault.stream.Cutter;
import org.redoubt.vault.stream.Previous;
import org.redoubt.vault.stream.StreamWriter;
import org.redoubt.vault.work.Workers;

/** Writes a tree. Small files share batches, so an entry waits until the chunks of its content have names. */
public final class StoredTreeWriter implements TreeWriter {
    private static final DataId IN_TREE = DataId.of("in-tree");
    private static final int MOST_WAITING = 4096;

    private final ChunkSink sink;
    private final Reuse reuse;
    private final NodeSource nodes;
    private final Optional<EntryFinder> previous;
    private final Function<ChunkId, DataId> naming;
    private final Consumer<StoredTreeWriter> onClose;
    private final Cutter cutter;
    private final EntrySorter sorter;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean fileOpen;
    private boolean closed;

    private record Waiting(TreeEntry entry, ContentBuilder content) {
    }

    /**
     * @param sink where chunks go
     * @param reuse takes chunks of the previous tree
     * @param nodes where the nodes of the previous tree are
     * @param previous the tree of an earlier checkpoint
     * @param workers for the temporary file
     * @param temporary where temporary files go
     * @param naming the name of a tree from its chunk
     * @param onClose told once when the writer is closed
     */
    public StoredTreeWriter(ChunkSink sink, Reuse reuse, NodeSource nodes, Optional<StoredTree> previous, Workers workers,
            Path temporary, Function<ChunkId, DataId> naming, Consumer<StoredTreeWriter> onClose) {
        this.sink = sink;
        this.reuse = reuse;
        this.nodes = nodes;
        this.previous = previous.map(StoredTree::finder);
        this.naming = naming;
        this.onClose = onClose;
        this.cutter = new Cutter(sink);
        this.sorter = new EntrySorter(workers, temporary);
    }

    private void check() throws VaultException {
        if (closed) {
            throw Failures.closed("writer");
        }
        if (fileOpen) {
            throw Failures.invalid("The file that was begun last has to be closed first.");
        }
        sink.check();
    }

    @Override
    public void add(TreeEntry entry) throws VaultException {
        check();
        if (entry.type() == EntryType.FILE && entry.sameFileAs().isEmpty()) {
            throw Failures.invalid("The regular file \"" + entry.path() + "\" has content, which has to be written.");
        }
        keep(new StoredEntry(entry, Optional.empty()));
    }

    private void keep(StoredEntry entry) throws VaultException {
        keep(entry, EntryIndexer.encode(entry));
    }

    private void keep(StoredEntry entry, byte[] item) throws VaultException {
        sorter.add(new EntrySorter.Sortable(entry.entry().path(), item, entry.content().map(Content::dataBytes).orElse(0L)));
    }

    @Override
    public DataWriter file(TreeEntry entry) throws VaultException {
        check();
        if (entry.type() != EntryType.FILE || entry.sameFileAs().isPresent()) {
            throw Failures.invalid("The entry \"" + entry.path() + "\" is no regular file of its own, so it has no content.");
        }
        fileOpen = true;
        return new StreamWriter(sink, cutter, new ContentBuilder(sink::metadata), () -> earlier(entry.path()), 0,
                new StreamWriter.Ending() {
                    @Override
                    public DataId commit(Cutter shared, ContentBuilder content) throws VaultException {
                        waiting.add(new Waiting(entry, content));
                        settle();
                        return IN_TREE;
                    }

                    @Override
                    public void closed() {
                        fileOpen = false;
                    }
                });
    }

    /** What the previous tree has under a path; where it is damaged it counts as if it had nothing there. */
    private Optional<EntryFinder.Found> before(TreePath path) throws VaultException {
        try {
            Optional<EntryFinder.Found> found = previous.isPresent() ? previous.get().find(path) : Optional.empty();
            if (found.isPresent()) {
                found.get().entry();
            }
            return found;
        } catch (VaultException e) {
            if (e.kind() == ProblemKind.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Previous> earlier(TreePath path) throws VaultException {
        Optional<EntryFinder.Found> before = before(path);
        return before.isPresent() ? before.get().entry().content().map(content -> new Previous(nodes, content, reuse)) : Optional.empty();
    }

    private void settle() throws VaultException {
        if (waiting.size() >= MOST_WAITING) {
            finishWaiting();
        }
        while (!waiting.isEmpty() && waiting.peek().content().settle()) {
            finishFirst();
        }
    }

    private void finishWaiting() throws VaultException {
        cutter.submit();
        while (!waiting.isEmpty()) {
            finishFirst();
        }
    }

    private void finishFirst() throws VaultException {
        Content content = waiting.peek().content().finish();
        TreeEntry entry = waiting.remove().entry().toBuilder().size(content.size()).build();
        keep(new StoredEntry(entry, Optional.of(content)));
    }

    @Override
    public boolean reuse(TreeEntry entry) throws VaultException {
        check();
        Optional<EntryFinder.Found> before = before(entry.path());
        Optional<Content> content = before.isPresent() ? before.get().entry().content() : Optional.empty();
        if (content.isEmpty() || entry.type() != EntryType.FILE || !new Previous(nodes, content.get(), reuse).whole()) {
            return false;
        }
        sink.count(content.get().dataBytes());
        StoredEntry old = before.get().entry();
        if (old.entry().equals(entry)) {
            keep(old, before.get().item());
        } else {
            keep(new StoredEntry(entry.toBuilder().size(content.get().size()).build(), content));
        }
        return true;
    }

    @Override
    public Optional<TreeEntry> previous(TreePath path) throws VaultException {
        if (closed) {
            throw Failures.closed("writer");
        }
        Workers.checkInterrupt();
        Optional<EntryFinder.Found> before = before(path);
        return before.isPresent() ? Optional.of(before.get().entry().entry()) : Optional.empty();
    }

    @Override
    public DataId commit() throws VaultException {
        check();
        finishWaiting();
        EntryIndexer indexer = new EntryIndexer(sink::metadata);
        sorter.merge(entry -> indexer.add(entry.path(), entry.item(), entry.dataBytes()));
        TreeRoot root = indexer.finish();
        DataId id = naming.apply(sink.metadata(root.encode()));
        bytes = root.bytes();
        close();
        return id;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sorter.close();
            onClose.accept(this);
        }
    }
}
