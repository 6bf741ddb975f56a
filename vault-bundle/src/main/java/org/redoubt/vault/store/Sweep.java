package org.redoubt.vault.store;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.index.IndexView;
import org.redoubt.vault.work.Workers;

/**
 * Gets many chunks in the order in which they stand in packs, whatever order they are wanted in. What cannot be got so is left to
 * {@link ChunkSource#fetch}, which knows what else to try and whom to blame. For one caller at a time.
 */
public final class Sweep implements AutoCloseable {
    private final Backing backing;
    private final StretchReader reader;
    private final ChunkTaker taker;
    private final ReadWriteLock giving = new ReentrantReadWriteLock();
    private boolean closed;

    Sweep(Backing backing, StretchReader reader, ChunkTaker taker) {
        this.backing = backing;
        this.reader = reader;
        this.taker = taker;
    }

    /**
     * Follows how far it is, on the thread of the caller.
     *
     * @param <E> how it can end the sweep
     */
    public interface Follower<E extends RedoubtException> {
        /** The chunks with these numbers have been taken. */
        void passed(List<Integer> numbers) throws E;
    }

    /**
     * Gets chunks.
     *
     * @param ids which; none twice
     * @param follower told of those that were taken
     * @return the numbers of those that were not, in order
     */
    public <E extends RedoubtException> List<Integer> get(List<ChunkId> ids, Follower<E> follower) throws VaultException, E {
        IndexView index = backing.catalogue().view();
        int most = backing.share().buffer(1, 2 * Stretch.LONGEST, (2 * backing.workers().threads() + 2) * Stretch.LONGEST) / Stretch.LONGEST;
        boolean[] taken = new boolean[ids.size()];
        Deque<CompletableFuture<List<Integer>>> running = new ArrayDeque<>();
        for (Stretch stretch : Stretch.plan(ids, index)) {
            if (running.size() == most) {
                pass(running.remove(), taken, follower);
            }
            running.add(reader.begin(stretch, index.pack(stretch.pack()), this::give));
        }
        while (!running.isEmpty()) {
            pass(running.remove(), taken, follower);
        }
        List<Integer> missed = new ArrayList<>();
        for (int number = 0; number < taken.length; number++) {
            if (!taken[number]) {
                missed.add(number);
            }
        }
        return missed;
    }

    private static <E extends RedoubtException> void pass(CompletableFuture<List<Integer>> stretch, boolean[] taken, Follower<E> follower)
            throws VaultException, E {
        // A stretch that is there already would be waited for in no time, so that nobody would look.
        Workers.checkInterrupt();
        List<Integer> numbers = Workers.await(stretch);
        numbers.forEach(number -> taken[number] = true);
        follower.passed(numbers);
    }

    private void give(int number, ByteBuffer chunk) {
        giving.readLock().lock();
        try {
            if (!closed) {
                taker.take(number, chunk);
            }
        } finally {
            giving.readLock().unlock();
        }
    }

    /** Nothing is given any more when this returns. Does not wait for the bank. */
    @Override
    public void close() {
        giving.writeLock().lock();
        closed = true;
        giving.writeLock().unlock();
    }
}
