package org.redoubt.vault.stream;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.store.ChunkSink;
import org.redoubt.vault.work.Workers;

/** Writes one stream, or one file of a tree. A call that fails ends it: only close is left. */
public final class StreamWriter implements DataWriter {
    private final ChunkSink sink;
    private final Cutter cutter;
    private final ContentBuilder content;
    private final Earlier earlier;
    private final long hintedSize;
    private final Ending ending;
    private Optional<Previous> source = Optional.empty();
    private long bytes;
    private boolean closed;
    private boolean ended;

    /** The state that ranges can be taken from, looked for at first use. */
    public interface Earlier {
        /** The earlier state, if there is one. */
        Optional<Previous> state() throws VaultException;
    }

    /** What becomes of the content. */
    public interface Ending {
        /** The stream is whole; its last chunks may not have been handed over yet. */
        DataId commit(Cutter cutter, ContentBuilder content) throws VaultException;

        /** The writer is closed, committed or not. Does not throw. */
        void closed();
    }

    /**
     * @param sink where bytes are counted
     * @param cutter cuts; used by nobody else meanwhile
     * @param content collects
     * @param earlier what can be reused
     * @param hintedSize the least size, or 0
     * @param ending what becomes of the content
     */
    public StreamWriter(ChunkSink sink, Cutter cutter, ContentBuilder content, Earlier earlier, long hintedSize, Ending ending) {
        this.sink = sink;
        this.cutter = cutter;
        this.content = content;
        this.earlier = earlier;
        this.hintedSize = hintedSize;
        this.ending = ending;
        cutter.begin(content);
    }

    private interface Step {
        void run() throws VaultException;
    }

    private void step(Step step) throws VaultException {
        if (closed || ended) {
            throw Failures.closed("writer");
        }
        Workers.checkInterrupt();
        sink.check();
        ended = true;
        step.run();
        ended = false;
    }

    private void advance(long offset, long length) throws VaultException {
        long gap = offset - cutter.position();
        if (gap < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
            throw Failures.invalid("The stream was written to byte " + cutter.position()
                    + "; a range that begins at " + offset + " and has " + length + " bytes cannot follow.");
        }
        if (gap > 0) {
            cutter.add(new Piece.Hole(gap));
        }
    }

    @Override
    public void write(long offset, ByteBuffer bytes) throws VaultException {
        step(() -> {
            advance(offset, bytes.remaining());
            cutter.write(bytes);
        });
    }

    @Override
    public void hole(long offset, long length) throws VaultException {
        step(() -> {
            advance(offset, length);
            if (length > 0) {
                cutter.add(new Piece.Hole(length));
            }
        });
    }

    @Override
    public void reuse(long offset, long length) throws VaultException {
        step(() -> {
            advance(offset, length);
            source().range(offset, length, new Previous.Taker() {
                @Override
                public void refer(Piece piece) throws VaultException {
                    cutter.add(piece);
                    sink.count(piece instanceof Piece.Data ? piece.length() : 0);
                }

                @Override
                public void store(ByteBuffer bytes) throws VaultException {
                    cutter.write(bytes);
                }
            });
        });
    }

    private Previous source() throws VaultException {
        if (source.isEmpty()) {
            source = earlier.state();
        }
        return source.orElseThrow(() -> Failures.invalid("No previous stream was named to reuse bytes of."));
    }

    @Override
    public DataId commit() throws VaultException {
        DataId[] id = new DataId[1];
        step(() -> {
            if (hintedSize > cutter.position()) {
                cutter.add(new Piece.Hole(hintedSize - cutter.position()));
            }
            cutter.end();
            id[0] = ending.commit(cutter, content);
        });
        ended = true;
        bytes = content.dataBytes();
        return id[0];
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ending.closed();
        }
    }
}
