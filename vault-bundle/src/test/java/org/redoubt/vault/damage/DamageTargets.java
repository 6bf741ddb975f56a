package org.redoubt.vault.damage;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.fuzz.Target;
import org.redoubt.vault.pack.PackName;

/** What is known to be damaged. */
public final class DamageTargets {
    private DamageTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        Lost some = new Lost(false, Set.of(new ChunkId(1, 2, 3, 4), new ChunkId(5, 6, 7, 8)));
        Map<PackName, Lost> packs = Map.of(new PackName(Area.DATA, "0".repeat(64), 1), some, new PackName(Area.METADATA, "f".repeat(64), 2), new Lost(true, Set.of()));
        return List.of(Target.json("note of damage", DamageStore.encode(Set.of("one"), packs), DamageStore::decode));
    }
}
