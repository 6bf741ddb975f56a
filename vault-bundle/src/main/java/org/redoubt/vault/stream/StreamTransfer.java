package org.redoubt.vault.stream;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataSink;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.Sweep;
import org.redoubt.vault.work.Workers;

/**
 * Gives a whole stream to a sink, window by window in the order of packs. The thread that has opened a chunk gives it on, while it is in
 * the cache of the processor. For one use.
 *
 * @param <X> what the sink may throw when it takes data
 */
final class StreamTransfer<X extends Exception> {
    private final ChunkSource chunks;
    private final DataSink<X> sink;
    private final PieceWindow<PieceCursor.Placed> window = new PieceWindow<>();
    private final Queue<PieceCursor.Placed> beyond = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> refusal = new AtomicReference<>();

    StreamTransfer(ChunkSource chunks, DataSink<X> sink) {
        this.chunks = chunks;
        this.sink = sink;
    }

    /** @param few whether the chunks are few: then all are asked for at once, as some are on their way already and others near them */
    void run(PieceCursor cursor, boolean few) throws RedoubtException, X {
        try (Sweep sweep = chunks.sweep(this::take)) {
            boolean more = true;
            while (more) {
                more = next(cursor);
                if (window.isFull() || !more) {
                    get(sweep, few);
                    window.clear();
                }
            }
        }
    }

    /** Looks at one more piece, if there is one. */
    private boolean next(PieceCursor cursor) throws RedoubtException, X {
        Optional<PieceCursor.Placed> next = Optional.empty();
        try {
            next = cursor.next();
        } catch (VaultException unreadable) {
            lost(cursor.brokenOffset(), cursor.brokenLength(), unreadable);
            return true;
        }
        if (next.isPresent()) {
            switch (next.get().piece()) {
                case Piece.Hole hole -> {
                    sink.hole(next.get().offset(), hole.length());
                    sink.passed(hole.length());
                }
                case Piece.Data data -> window.add(data.chunk(), next.get());
            }
        }
        return next.isPresent();
    }

    private void get(Sweep sweep, boolean few) throws RedoubtException, X {
        List<ChunkId> ids = window.chunks();
        if (few) {
            List<CompletableFuture<byte[]>> coming = ids.stream().map(chunks::fetch).toList();
            get(window.numbers(), coming::get);
        } else {
            get(swept(sweep), number -> chunks.fetch(ids.get(number)));
        }
    }

    private void get(List<Integer> numbers, IntFunction<CompletableFuture<byte[]>> coming) throws RedoubtException, X {
        for (int number : numbers) {
            byte[] chunk;
            try {
                chunk = Workers.await(coming.apply(number));
            } catch (VaultException unreadable) {
                for (PieceCursor.Placed piece : window.of(number)) {
                    lost(piece.offset(), piece.piece().length(), unreadable);
                }
                continue;
            }
            take(number, ByteBuffer.wrap(chunk));
            check();
            passed(List.of(number));
        }
        check();
        for (PieceCursor.Placed piece = beyond.poll(); piece != null; piece = beyond.poll()) {
            sink.damaged(piece.offset(), piece.piece().length(), Failures.damaged("chunk " + ((Piece.Data) piece.piece()).chunk(),
                    "a stream refers to more bytes than it has"));
        }
    }

    private List<Integer> swept(Sweep sweep) throws RedoubtException, X {
        try {
            return sweep.get(window.chunks(), this::passed);
        } catch (RedoubtException ended) {
            check();
            throw ended;
        }
    }

    private void passed(List<Integer> numbers) throws RedoubtException {
        if (refusal.get() != null) {
            throw Failures.cancelled();
        }
        long bytes = 0;
        for (int number : numbers) {
            for (PieceCursor.Placed piece : window.of(number)) {
                bytes += piece.piece().length();
            }
        }
        sink.passed(bytes);
    }

    private void take(int number, ByteBuffer chunk) {
        for (PieceCursor.Placed placed : window.of(number)) {
            Piece.Data data = (Piece.Data) placed.piece();
            if (data.offset() + data.length() > chunk.remaining()) {
                beyond.add(placed);
            } else if (refusal.get() == null) {
                give(placed.offset(), chunk.slice(chunk.position() + data.offset(), (int) data.length()));
            }
        }
    }

    private void give(long offset, ByteBuffer bytes) {
        try {
            sink.data(offset, bytes);
        } catch (Throwable refused) {
            refusal.compareAndSet(null, refused);
        }
    }

    /** Throws what the sink threw on another thread: it can be nothing else than it declares. */
    @SuppressWarnings("unchecked")
    private void check() throws X {
        switch (refusal.get()) {
            case null -> {
                // It took everything so far.
            }
            case RuntimeException bug -> throw bug;
            case Error bug -> throw bug;
            case Throwable refused -> throw (X) refused;
        }
    }

    private void lost(long offset, long length, VaultException why) throws RedoubtException {
        if (why.kind() != ProblemKind.DAMAGED && why.kind() != ProblemKind.NOT_FOUND) {
            throw why;
        }
        sink.damaged(offset, length, Failures.again(why));
        sink.passed(length);
    }
}
