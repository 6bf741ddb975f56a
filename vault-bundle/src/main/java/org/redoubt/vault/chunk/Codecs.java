package org.redoubt.vault.chunk;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Lends codecs, which are costly to make and hold memory outside the heap. Thread-safe. */
public final class Codecs implements AutoCloseable {
    private final Supplier<RecordCodec> maker;
    private final Queue<RecordCodec> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * @param maker makes one more
     */
    public Codecs(Supplier<RecordCodec> maker) {
        this.maker = maker;
    }

    /** A codec that nobody else uses until it is given back. */
    public Loan lend() {
        RecordCodec codec = idle.poll();
        return new Loan(codec == null ? maker.get() : codec);
    }

    @Override
    public void close() {
        closed = true;
        for (RecordCodec codec = idle.poll(); codec != null; codec = idle.poll()) {
            codec.close();
        }
    }

    /** The use of a codec. */
    public final class Loan implements AutoCloseable {
        private final RecordCodec codec;

        private Loan(RecordCodec codec) {
            this.codec = codec;
        }

        /** The codec. */
        public RecordCodec codec() {
            return codec;
        }

        @Override
        public void close() {
            idle.add(codec);
            if (closed) {
                Codecs.this.close();
            }
        }
    }
}
