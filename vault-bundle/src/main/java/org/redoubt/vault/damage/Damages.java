package org.redoubt.vault.damage;

import java.util.Map;
import java.util.Set;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.pack.PackName;

/**
 * All that is known to be damaged.
 *
 * @param notes the names of the notes that say so
 * @param packs what is lost of which pack
 */
public record Damages(Set<String> notes, Map<PackName, Lost> packs) {
    /** Nothing is. */
    public static final Damages NONE = new Damages(Set.of(), Map.of());

    /** Copies both. */
    public Damages {
        notes = Set.copyOf(notes);
        packs = Map.copyOf(packs);
    }

    /** Whether a chunk is lost where it stands in a pack. */
    public boolean covers(PackName pack, ChunkId id) {
        Lost lost = packs.get(pack);
        return lost != null && lost.has(id);
    }
}
