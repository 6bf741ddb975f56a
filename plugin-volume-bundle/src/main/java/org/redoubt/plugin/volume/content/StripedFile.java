package org.redoubt.plugin.volume.content;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;

/**
 * Writes a large file that comes in pieces, in any order and from several threads, past the page cache as far as it can: what is restored has to
 * be on the disk at the end anyway, and to make pages that are new to the cache costs more than to write them. Thread-safe.
 */
public final class StripedFile implements AutoCloseable {
    /** Smaller files go through the page cache, where the kernel brings many of them to the disk at once. */
    private static final long LARGE = 256 << 10;
    /** As many places as the vault's threads work at, and some beside for pieces that are late. */
    private static final int MOST_OPEN = 8;

    private final OpenFile to;
    private final long size;
    /** By their numbers, the oldest first. */
    private final Map<Long, Stripe> open = new LinkedHashMap<>();

    /**
     * @param to where it goes; stays open
     * @param size how many bytes it will have
     */
    public StripedFile(OpenFile to, long size) {
        this.to = to;
        this.size = size;
    }

    /**
     * Takes bytes, each once.
     *
     * @param offset where they are
     * @param bytes consumed; free for reuse when this returns, though they need not have been written yet
     */
    public void write(long offset, ByteBuffer bytes) throws HostFileException {
        if (size < LARGE || offset + bytes.remaining() > size) {
            to.write(offset, bytes);
            return;
        }
        for (long at = offset; bytes.hasRemaining();) {
            int within = (int) (at % Stripe.SIZE);
            int count = Math.min(bytes.remaining(), Stripe.SIZE - within);
            add(at / Stripe.SIZE, within, bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            at += count;
        }
    }

    private void add(long number, int within, ByteBuffer bytes) throws HostFileException {
        Optional<Stripe> stripe = stripe(number);
        while (stripe.isPresent()) {
            switch (stripe.get().add(within, bytes)) {
                case ADDED -> {
                    return;
                }
                case FULL -> {
                    synchronized (open) {
                        open.remove(number, stripe.get());
                    }
                    stripe.get().write(to);
                    return;
                }
                case TOO_LATE -> stripe = stripe(number);
            }
        }
        to.write(number * Stripe.SIZE + within, bytes);
    }

    /** The stripe with a number, after room was made for it; none if others have all the room. */
    private Optional<Stripe> stripe(long number) throws HostFileException {
        Optional<Stripe> oldest = Optional.empty();
        synchronized (open) {
            if (open.containsKey(number)) {
                return Optional.of(open.get(number));
            }
            if (open.size() == MOST_OPEN) {
                Iterator<Stripe> all = open.values().iterator();
                oldest = Optional.of(all.next());
                all.remove();
            }
        }
        if (oldest.isPresent() && oldest.get().take()) {
            oldest.get().write(to);
        }
        synchronized (open) {
            Optional<Stripe> stripe = Optional.ofNullable(open.get(number));
            if (stripe.isEmpty()) {
                long start = number * Stripe.SIZE;
                stripe = Stripe.begin(start, (int) Math.min(Stripe.SIZE, size - start));
                stripe.ifPresent(begun -> open.put(number, begun));
            }
            return stripe;
        }
    }

    /** Writes what is still waiting, when nothing more comes. */
    public void finish() throws HostFileException {
        Deque<Stripe> left = left();
        try {
            while (!left.isEmpty()) {
                left.remove().write(to);
            }
        } finally {
            left.forEach(Stripe::drop);
        }
    }

    /** Drops what was not written. */
    @Override
    public void close() {
        left().forEach(Stripe::drop);
    }

    private Deque<Stripe> left() {
        synchronized (open) {
            Deque<Stripe> left = new ArrayDeque<>(open.values());
            open.clear();
            left.removeIf(stripe -> !stripe.take());
            return left;
        }
    }
}
