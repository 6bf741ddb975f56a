package org.redoubt.vault.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataSink;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.work.Workers;

/** Reads one stream, or one file of a tree. */
public final class StreamReader implements DataReader {
    private static final byte[] ZEROS = new byte[64 << 10];

    private final ChunkSource chunks;
    private final NodeSource nodes;
    private final Content content;
    private final ReadAhead ahead;
    private boolean closed;

    /**
     * @param chunks where chunks are
     * @param nodes where lists of pieces are
     * @param content what to read
     */
    public StreamReader(ChunkSource chunks, NodeSource nodes, Content content) {
        this.chunks = chunks;
        this.nodes = nodes;
        this.content = content;
        this.ahead = new ReadAhead(chunks, nodes, content);
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public int read(long offset, ByteBuffer into) throws VaultException {
        if (closed) {
            throw Failures.closed("reader");
        }
        Workers.checkInterrupt();
        if (offset < 0) {
            throw Failures.invalid("A stream has no bytes before its beginning.");
        }
        if (offset >= content.size()) {
            return -1;
        }
        int total = 0;
        while (into.hasRemaining() && offset + total < content.size()) {
            try {
                total += piece(offset + total, into);
            } catch (VaultException e) {
                ahead.forget();
                // What lies before the damage is good; the next call tells of it.
                if (total > 0 && e.kind() == ProblemKind.DAMAGED) {
                    return total;
                }
                throw e;
            }
        }
        return total;
    }

    private int piece(long offset, ByteBuffer into) throws VaultException {
        ReadAhead.Loaded loaded = ahead.at(offset);
        long skip = offset - loaded.placed().offset();
        int n = (int) Math.min(into.remaining(), loaded.placed().piece().length() - skip);
        switch (loaded.placed().piece()) {
            case Piece.Hole hole -> zeros(into, n);
            case Piece.Data data -> into.put(bytes(data, loaded.chunk()), (int) (data.offset() + skip), n);
        }
        return n;
    }

    private static byte[] bytes(Piece.Data data, CompletableFuture<byte[]> chunk) throws VaultException {
        byte[] bytes = Workers.await(chunk);
        if (data.offset() + data.length() > bytes.length) {
            throw Failures.damaged("chunk " + data.chunk(), "a stream refers to more bytes than it has");
        }
        return bytes;
    }

    private static void zeros(ByteBuffer into, int length) {
        for (int left = length; left > 0; left -= ZEROS.length) {
            into.put(ZEROS, 0, Math.min(left, ZEROS.length));
        }
    }

    @Override
    public <X extends Exception> void transfer(DataSink<X> sink) throws RedoubtException, X {
        if (closed) {
            throw Failures.closed("reader");
        }
        Workers.checkInterrupt();
        new StreamTransfer<>(chunks, sink).run(new PieceCursor(nodes, content, 0), content.hasFewChunks());
    }

    @Override
    public Iterable<Extent> extents() {
        return () -> new ExtentIterator(new PieceCursor(nodes, content, 0));
    }

    @Override
    public void close() {
        closed = true;
    }
}
