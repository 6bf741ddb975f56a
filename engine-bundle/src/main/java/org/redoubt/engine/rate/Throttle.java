package org.redoubt.engine.rate;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets so many bytes pass in a second, and who comes too early wait. Whoever takes part gets as many bytes as any other who waits,
 * however many requests it has: the next one to pass is the one whose share has had the least. Thread-safe.
 */
public final class Throttle {
    private static final Comparator<Request> FIRST = Comparator.<Request>comparingLong(request -> request.begin)
            .thenComparingLong(request -> request.number);

    private static final long MOST_DEBT = 2_000_000_000L;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Request> line = new PriorityQueue<>(FIRST);
    private final LongSupplier nanoTime;
    private volatile Rate rate;
    private long free;
    private long begun;
    private long requests;

    /** @param rate how many bytes pass, to begin with */
    public Throttle(Rate rate) {
        this(rate, System::nanoTime);
    }

    Throttle(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.free = nanoTime.getAsLong();
    }

    /** Changes how many bytes pass, also for those who wait already. */
    public void set(Rate next) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            long owed = Math.max(0, free - now);
            free = now + (rate.equals(Rate.UNLIMITED) ? 0 : next.nanos((long) (owed * (rate.bytesPerSecond() / 1e9))));
            rate = next;
            line.forEach(request -> request.turn.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Takes part from now on, until it is closed. */
    public Share join() {
        return new Share();
    }

    /** How many requests wait now. */
    int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    private final class Request {
        private final Condition turn = lock.newCondition();
        private final Share share;
        private final long begin;
        private final long number = requests++;

        Request(Share share, long bytes) {
            this.share = share;
            this.begin = Math.max(begun, share.end);
            share.end = begin + bytes;
        }
    }

    /** One of those who share what passes. Thread-safe. */
    public final class Share implements AutoCloseable {
        private long end;
        private boolean closed;

        private Share() {
        }

        /** Lets bytes pass that cannot wait; others wait the longer, but never more than some seconds for that. */
        void count(long bytes) {
            if (!rate.equals(Rate.UNLIMITED)) {
                lock.lock();
                try {
                    if (free - nanoTime.getAsLong() < MOST_DEBT) {
                        pass(bytes);
                    }
                } finally {
                    lock.unlock();
                }
            }
        }

        /**
         * Waits until some bytes may pass.
         *
         * @return false if this was closed before
         * @throws InterruptedException if the caller was interrupted; then nothing has passed
         */
        boolean take(long bytes) throws InterruptedException {
            if (rate.equals(Rate.UNLIMITED)) {
                return true;
            }
            lock.lockInterruptibly();
            try {
                Request mine = new Request(this, bytes);
                line.add(mine);
                try {
                    return await(mine, bytes);
                } finally {
                    line.remove(mine);
                    signalFirst();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                line.stream().filter(request -> request.share == this).forEach(request -> request.turn.signal());
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean await(Request mine, long bytes) throws InterruptedException {
        while (!mine.share.closed) {
            long wait = free - nanoTime.getAsLong();
            if (line.peek() != mine) {
                mine.turn.await();
            } else if (wait > 0) {
                mine.turn.awaitNanos(wait);
            } else {
                begun = mine.begin;
                pass(bytes);
                return true;
            }
        }
        return false;
    }

    private void pass(long bytes) {
        long now = nanoTime.getAsLong();
        // What was not used while nobody came is not saved up.
        free = (free - now > 0 ? free : now) + rate.nanos(bytes);
    }

    private void signalFirst() {
        Request first = line.peek();
        if (first != null) {
            first.turn.signal();
        }
    }
}
