package org.redoubt.vault.store;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Buffers that are used again and again, as arrays so long do not die young; short ones do. Thread-safe. */
final class Buffers {
    private static final int SPARE = 8;

    private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger spare = new AtomicInteger();
    private final int longest;

    /** @param longest how long a buffer can be */
    Buffers(int longest) {
        this.longest = longest;
    }

    /** A buffer of at least that length, with anything in it. */
    byte[] take(int length) {
        if (length <= longest / 4) {
            return new byte[length];
        }
        byte[] buffer = free.poll();
        if (buffer == null) {
            return new byte[longest];
        }
        spare.decrementAndGet();
        return buffer;
    }

    /** Gives a buffer back that nobody looks at any more. */
    void give(byte[] buffer) {
        if (buffer.length < longest) {
            return;
        }
        if (spare.incrementAndGet() <= SPARE) {
            free.add(buffer);
        } else {
            spare.decrementAndGet();
        }
    }
}
