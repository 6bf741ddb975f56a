package org.redoubt.vault.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.fuzz.Target;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;

/** Documents of sessions and collections, as they are when they are opened. */
public final class LiveTargets {
    private LiveTargets() {
    }

    private interface Reader {
        void read(JsonObject json) throws FormatException;
    }

    private static Target json(String name, JsonObject seed, Reader reader) {
        return Target.of(name, bytes -> {
            JsonObject json;
            try {
                json = Json.parseObject(new String(bytes, StandardCharsets.UTF_8));
            } catch (JsonException e) {
                throw new FormatException("it is not written in JSON");
            }
            reader.read(json);
        }, seed.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** All of this package. */
    public static List<Target> all() {
        Set<PackName> packs = Set.of(new PackName(Area.DATA, "0".repeat(64), 1), new PackName(Area.METADATA, "f".repeat(64), 2));
        return List.of(json("victims of a collection", Tombs.json(packs), Tombs::read),
                json("decision of a collection", Ruling.of(packs, Set.of("one", "two"), Set.of("three")).toJson(), Ruling::read),
                json("answer to a collection", new Answer(packs, Set.of("stream-1")).toJson(), Answer::read),
                json("open session", new SessionNote("host", 7, Instant.EPOCH, "c", Optional.of(Key.of("commits/c/0"))).toJson(), SessionNote::read));
    }
}
