package org.redoubt.vault.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Chunker;
import org.redoubt.vault.store.Batch;
import org.redoubt.vault.store.ChunkSink;

/**
 * Cuts what callers write into chunks and hands them over in batches; several small files share one batch. The cuts depend only
 * on the bytes and on where holes and reused ranges are, never on how the bytes were split into calls. Not thread-safe.
 */
public final class Cutter {
    /** Zeros are looked for in blocks of this length, at multiples of it. */
    private static final int BLOCK = 4 << 10;
    /** A run of zeros of this length is a hole. */
    private static final int ZERO_RUN = 32 << 10;
    private static final int FIRST_BUFFER = 64 << 10;
    private static final byte[] ZEROS = new byte[BLOCK];

    private final ChunkSink sink;
    private final Chunker chunker;
    private Batch batch = new Batch();
    private byte[] buffer = new byte[0];
    private ContentBuilder content;
    private long position;
    private int start;
    private int block;
    private int end;
    private int zeros;
    private long hole;

    /**
     * @param sink where batches go
     */
    public Cutter(ChunkSink sink) {
        this.sink = sink;
        this.chunker = sink.chunker();
        this.content = new ContentBuilder(sink::metadata);
    }

    /** Begins a stream whose parts go to this content. */
    public void begin(ContentBuilder target) {
        content = target;
        position = 0;
        // What an aborted stream left behind is dropped; its chunks in the batch are stored in vain, which harms nothing.
        drop();
    }

    private void drop() {
        end = start;
        block = start;
        zeros = 0;
        hole = 0;
        chunker.reset();
    }

    /** Where the next byte stands. */
    public long position() {
        return position;
    }

    /** Takes bytes. */
    public void write(ByteBuffer bytes) throws VaultException {
        sink.count(bytes.remaining());
        while (bytes.hasRemaining()) {
            room();
            int n = (int) Math.min(bytes.remaining(), BLOCK - position % BLOCK);
            bytes.get(buffer, end, n);
            end += n;
            position += n;
            if (position % BLOCK == 0) {
                block();
            }
        }
    }

    private void room() throws VaultException {
        while (buffer.length - end < BLOCK) {
            if (buffer.length < ChunkSink.WINDOW) {
                byte[] wider = buffer.length < FIRST_BUFFER ? new byte[FIRST_BUFFER] : sink.buffer();
                System.arraycopy(buffer, 0, wider, 0, end);
                buffer = wider;
            } else {
                submit();
            }
        }
    }

    /** Judges the block that is complete: zeros or data, and whether a chunk ends in it. */
    private void block() throws VaultException {
        int length = end - block;
        if (length == 0) {
            return;
        }
        boolean empty = Arrays.equals(buffer, block, end, ZEROS, 0, length);
        if (empty && hole > 0) {
            hole += length;
            end = block;
            return;
        }
        if (empty) {
            zeros += length;
        } else {
            zeros = 0;
            endHole();
        }
        if (zeros >= ZERO_RUN) {
            beginHole();
            return;
        }
        for (int n = chunker.next(buffer, start, end); n > 0; n = chunker.next(buffer, start, end)) {
            cut(n);
        }
        zeros = Math.min(zeros, end - start);
        block = end;
    }

    private void beginHole() throws VaultException {
        int run = zeros;
        if (end - run > start) {
            cut(end - run - start);
        }
        drop();
        hole = run;
    }

    private void endHole() throws VaultException {
        if (hole > 0) {
            content.add(new Piece.Hole(hole));
            hole = 0;
        }
    }

    private void cut(int length) throws VaultException {
        int number = batch.add(start, length);
        content.add(new Part.Awaited(batch, number, length));
        start += length;
        chunker.reset();
        if (number + 1 == Batch.LONGEST) {
            submit();
        }
    }

    /** Ends the last chunk: what follows is no neighbour of it. */
    private void endRun() throws VaultException {
        block();
        if (end > start && zeros == end - start) {
            hole += zeros;
        } else if (end > start) {
            cut(end - start);
        }
        endHole();
        drop();
    }

    /** Adds a part that is not cut. */
    void add(Piece piece) throws VaultException {
        endRun();
        content.add(piece);
        position += piece.length();
    }

    /** Ends the stream. */
    public void end() throws VaultException {
        endRun();
    }

    /** Hands over all chunks that are whole. */
    public void submit() throws VaultException {
        if (batch.count() == 0) {
            return;
        }
        // The wait comes first: if it is cut short, nothing has changed yet and other files of the batch are safe.
        sink.reserve();
        byte[] next = end == start ? new byte[0] : sink.buffer();
        System.arraycopy(buffer, start, next, 0, end - start);
        Batch full = batch;
        full.seal(buffer);
        batch = new Batch();
        buffer = next;
        block -= start;
        end -= start;
        start = 0;
        sink.submit(full);
        content.settle();
    }
}
