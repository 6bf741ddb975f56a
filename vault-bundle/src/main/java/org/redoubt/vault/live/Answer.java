package org.redoubt.vault.live;

import java.util.Set;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;

/**
 * What a session needs, as it tells a collection.
 *
 * @param keep the victims that it has referred to
 * @param opened the streams and trees that it reads
 */
public record Answer(Set<PackName> keep, Set<String> opened) {

    static Answer of(Pins pins, Set<PackName> victims) {
        return new Answer(pins.keep(victims), pins.opened());
    }

    JsonObject toJson() {
        return JsonObject.builder().putAll(Tombs.json(keep)).put("opened", JsonArray.ofStrings(opened.stream().sorted().toList())).build();
    }

    static Answer read(JsonObject json) throws FormatException {
        return new Answer(Tombs.read(json), Set.copyOf(json.strings("opened")));
    }
}
