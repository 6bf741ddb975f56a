package org.redoubt.os.linux.call;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.redoubt.api.os.HostFileException;

/**
 * A descriptor of the process that is closed only when no call uses it: the kernel gives a closed number to the next file opened, and
 * a late call would hit that one. Thread-safe.
 */
public final class Descriptor {

    private static final int CLOSED = 1 << 30;

    private final Frames frames;
    private final int number;
    private final Optional<Descriptor> self = Optional.of(this);

    /** How many frames are open; with {@link #CLOSED} on top when there shall be no more. */
    private final AtomicInteger uses = new AtomicInteger();

    /**
     * Takes charge of an open descriptor.
     *
     * @param frames where memory comes from
     * @param number the descriptor's number
     */
    public Descriptor(Frames frames, int number) {
        this.frames = frames;
        this.number = number;
    }

    /** Where the memory comes from. */
    public Frames frames() {
        return frames;
    }

    /**
     * Begins a use.
     *
     * @return the frame, which the caller closes
     * @throws HostFileException if the descriptor is closed
     */
    public Frame enter() throws HostFileException {
        int count = uses.get();
        while (count < CLOSED) {
            if (uses.compareAndSet(count, count + 1)) {
                return frames.take().of(this);
            }
            count = uses.get();
        }
        throw closed("use it");
    }

    /** Lets no use begin any more, and closes the descriptor when the last one has ended. */
    public void close() {
        if (uses.getAndUpdate(count -> count | CLOSED) == 0) {
            release();
        }
    }

    /** The exception for a use that comes too late. */
    public static HostFileException closed(String action) {
        return new HostFileException(HostFileException.Kind.CLOSED, Errno.EBADF.name(), action);
    }

    int number() {
        return number;
    }

    Optional<Descriptor> self() {
        return self;
    }

    void leave() {
        if (uses.decrementAndGet() == CLOSED) {
            release();
        }
    }

    private void release() {
        try (Frame frame = frames.take()) {
            FileCalls.close(frame, number);
        }
    }
}
