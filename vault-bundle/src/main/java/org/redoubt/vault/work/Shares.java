package org.redoubt.vault.work;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Divides the memory that bulk data may take among those who are at work: half of the heap, whatever its limit is. The more there are, the smaller
 * the pieces in which each one works. Thread-safe.
 */
public final class Shares {
    private final long all;
    private final AtomicInteger members = new AtomicInteger();

    /** @param heap how long the heap can become */
    public Shares(long heap) {
        this.all = heap / 2;
    }

    /** One more is at work until it is closed, once. */
    public Share join() {
        members.incrementAndGet();
        return new Share();
    }

    /** The part of one. */
    public final class Share implements AutoCloseable {
        private Share() {
        }

        /**
         * How long each of some buffers can be that are used at once.
         *
         * @param count how many there are
         * @param least how long they are at least
         * @param most how long they are at most
         */
        public int buffer(int count, int least, int most) {
            return (int) Math.max(least, Math.min(most, all / Math.max(1, members.get()) / count));
        }

        @Override
        public void close() {
            members.decrementAndGet();
        }
    }
}
