package org.redoubt.vault.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.Batch;
import org.redoubt.vault.store.ChunkSink;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.work.Workers;

/** Brings contents to another vault that names chunks in the same way; a chunk that is there is not read. For one thread. */
public final class ContentCopy {
    private static final long FURTHEST = 4 << 20;

    private final ChunkSource chunks;
    private final NodeSource nodes;
    private final ChunkSink target;
    private final LongConsumer progress;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private long askedBytes;

    /**
     * @param chunks where chunks are
     * @param nodes where lists of pieces are
     * @param target where chunks go
     * @param progress told the bytes that are in the target
     */
    public ContentCopy(ChunkSource chunks, NodeSource nodes, ChunkSink target, LongConsumer progress) {
        this.chunks = chunks;
        this.nodes = nodes;
        this.target = target;
        this.progress = progress;
    }

    private record Asked(Piece.Data piece, CompletableFuture<byte[]> chunk) {
    }

    /** Copies one content; {@link #finish()} has to follow the last one. */
    public Content copy(Content content) throws VaultException {
        ContentBuilder builder = new ContentBuilder(target::metadata);
        PieceCursor cursor = new PieceCursor(nodes, content, 0);
        for (Optional<PieceCursor.Placed> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            Piece piece = next.get().piece();
            if (piece instanceof Piece.Data data) {
                target.count(piece.length());
                move(data);
            }
            builder.add(piece);
        }
        return builder.finish();
    }

    private void move(Piece.Data data) throws VaultException {
        if (target.has(data.chunk())) {
            progress.accept(data.length());
            return;
        }
        asked.add(new Asked(data, chunks.fetch(data.chunk())));
        askedBytes += data.weight();
        while (askedBytes > FURTHEST) {
            store();
        }
    }

    private void store() throws VaultException {
        Asked first = asked.remove();
        askedBytes -= first.piece().weight();
        byte[] bytes = Workers.await(first.chunk());
        target.reserve();
        Batch batch = new Batch();
        batch.add(0, bytes.length);
        batch.seal(bytes);
        target.submit(batch);
        progress.accept(first.piece().length());
    }

    /** Waits for the last chunks. */
    public void finish() throws VaultException {
        while (!asked.isEmpty()) {
            store();
        }
    }
}
