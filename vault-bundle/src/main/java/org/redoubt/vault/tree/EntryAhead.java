package org.redoubt.vault.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.store.ChunkSource;

/**
 * Goes through the entries of a tree. Who opens the files on the way finds the content of small ones already there, the further
 * ahead the longer no file is passed over. The entries are for one thread; what was opened may be told from any.
 */
final class EntryAhead {
    private static final int FURTHEST = 32;

    private final EntryCursor cursor;
    private final ChunkSource chunks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean pending;
    private int reach;

    EntryAhead(EntryCursor cursor, ChunkSource chunks) {
        this.cursor = cursor;
        this.chunks = chunks;
    }

    /** What a step of the cursor gave; damage is told when its turn comes. */
    private sealed interface Step {
    }

    private record Given(Optional<StoredEntry> entry) implements Step {
    }

    private record Broken(VaultException why) implements Step {
    }

    Optional<StoredEntry> next() throws VaultException {
        lock.lock();
        try {
            if (pending) {
                reach = 0;
            }
            pending = false;
            switch (steps.isEmpty() ? step() : steps.remove()) {
                case Broken(VaultException why) -> throw why;
                case Given(Optional<StoredEntry> entry) -> {
                    pending = entry.flatMap(StoredEntry::content).isPresent();
                    return entry;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Passes over all that lies below the path of the entry that was given last. */
    void pass(TreePath directory) {
        lock.lock();
        try {
            pending = false;
            steps.removeIf(step -> step instanceof Given(Optional<StoredEntry> entry)
                    && entry.filter(one -> one.entry().path().startsWith(directory)).isPresent());
            cursor.pass(directory);
        } finally {
            lock.unlock();
        }
    }

    private Step step() {
        try {
            return new Given(cursor.next());
        } catch (VaultException e) {
            return new Broken(e);
        }
    }

    /** The file that was given last is being read. */
    void opened() {
        lock.lock();
        try {
            pending = false;
            reach = Math.min(2 * reach + 1, FURTHEST);
            boolean more = steps.isEmpty() || steps.peekLast() instanceof Given(Optional<StoredEntry> entry) && entry.isPresent();
            while (more && steps.size() < reach) {
                Step step = step();
                steps.add(step);
                more = step instanceof Given(Optional<StoredEntry> entry) && entry.isPresent();
                if (more) {
                    ((Given) step).entry().flatMap(StoredEntry::content).ifPresent(content -> content.smallChunks().forEach(chunks::expect));
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
