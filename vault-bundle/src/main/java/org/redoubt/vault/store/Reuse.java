package org.redoubt.vault.store;

import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;

/**
 * What a session takes from earlier data without being given it again. Thread-safe.
 *
 * @param source where it is
 * @param sink where it stays
 */
public record Reuse(ChunkSource source, ChunkSink sink) {

    /** Begins to refer to a chunk. Whether that may be. */
    public boolean has(ChunkId id) {
        return sink.has(id);
    }

    /** Begins to refer to a chunk of data, stored once more if it is about to be taken away. Whether it is there and can be read. */
    public boolean hold(ChunkId id) throws VaultException {
        if (sink.has(id)) {
            return true;
        }
        if (!source.has(id)) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = source.read(id);
        } catch (VaultException e) {
            if (e.kind() == ProblemKind.DAMAGED) {
                return false;
            }
            throw e;
        }
        sink.reserve();
        Batch batch = new Batch();
        batch.add(0, bytes.length);
        batch.seal(bytes);
        sink.submit(batch);
        return true;
    }
}
