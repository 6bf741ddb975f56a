package org.redoubt.vault.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.redoubt.vault.chunk.ChunkId;

/** Chunks that are on their way before anybody has asked for them; what nobody asks for makes room for others. Thread-safe. */
final class Expected {
    private static final int MOST = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ChunkId, CompletableFuture<byte[]>> chunks = new LinkedHashMap<>();

    void add(ChunkId id, Supplier<CompletableFuture<byte[]>> begin) {
        lock.lock();
        try {
            if (!chunks.containsKey(id)) {
                chunks.put(id, begin.get());
                if (chunks.size() > MOST) {
                    chunks.remove(chunks.keySet().iterator().next());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The chunk, if it is expected and has not failed: the bank may answer the next time. */
    Optional<CompletableFuture<byte[]>> take(ChunkId id) {
        lock.lock();
        try {
            return Optional.ofNullable(chunks.remove(id)).filter(chunk -> !chunk.isCompletedExceptionally());
        } finally {
            lock.unlock();
        }
    }
}
