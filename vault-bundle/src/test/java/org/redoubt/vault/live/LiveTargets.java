package org.redoubt.vault.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Key;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.fuzz.Target;
import org.redoubt.vault.pack.PackName;

/** Documents of sessions and collections, as they are when they are opened. */
public final class LiveTargets {
    private LiveTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        Set<PackName> packs = Set.of(new PackName(Area.DATA, "0".repeat(64), 1), new PackName(Area.METADATA, "f".repeat(64), 2));
        return List.of(Target.json("victims of a collection", Tombs.json(packs), Tombs::read),
                Target.json("decision of a collection", Ruling.of(packs, Set.of("one", "two"), Set.of("three")).toJson(), Ruling::read),
                Target.json("answer to a collection", new Answer(packs, Set.of("stream-1")).toJson(), Answer::read),
                Target.json("open session", new SessionNote("host", 7, Instant.EPOCH, "c", Optional.of(Key.of("commits/c/0"))).toJson(), SessionNote::read));
    }
}
