package org.redoubt.vault.store;

import java.util.Optional;
import java.util.OptionalInt;
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
        Optional<byte[]> bytes = read(id);
        if (bytes.isEmpty()) {
            return false;
        }
        sink.reserve();
        Batch batch = new Batch();
        batch.add(0, bytes.get().length);
        batch.seal(bytes.get());
        sink.submit(batch);
        return true;
    }

    /** How long a chunk is, if it is there. */
    public OptionalInt length(ChunkId id) {
        return source.length(id);
    }

    /** The bytes of a chunk, if they can be read. */
    public Optional<byte[]> read(ChunkId id) throws VaultException {
        try {
            return Optional.of(source.read(id));
        } catch (VaultException e) {
            if (e.kind() == ProblemKind.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
