package org.redoubt.vault.damage;

import java.util.Set;
import org.redoubt.vault.chunk.ChunkId;

/**
 * What of a pack cannot be read.
 *
 * @param all whether nothing can
 * @param chunks else which chunks
 */
public record Lost(boolean all, Set<ChunkId> chunks) {
    /** Nothing of the pack can be read. */
    public static final Lost ALL = new Lost(true, Set.of());

    /** Copies the set. */
    public Lost {
        chunks = Set.copyOf(chunks);
    }

    /** Some chunks cannot be read. */
    public static Lost of(Set<ChunkId> chunks) {
        return new Lost(false, chunks);
    }

    boolean has(ChunkId id) {
        return all || chunks.contains(id);
    }
}
