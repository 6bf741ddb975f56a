package org.redoubt.vault.live;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;

/** Names of packs in documents. */
final class Tombs {
    private static final String PACKS = "packs";

    private Tombs() {
    }

    static JsonObject json(Set<PackName> packs) {
        return JsonObject.builder().put(PACKS, JsonArray.ofStrings(packs.stream().map(PackName::path).sorted().toList())).build();
    }

    static Set<PackName> read(JsonObject json) throws FormatException {
        return parse(json.strings(PACKS));
    }

    private static Set<PackName> parse(List<String> paths) throws FormatException {
        Set<PackName> packs = new HashSet<>();
        for (String path : paths) {
            packs.add(PackName.parse(path));
        }
        return packs;
    }
}
