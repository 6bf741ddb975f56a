package org.redoubt.vault.live;

import java.util.Set;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;

/**
 * What was decided about a collection.
 *
 * @param effective whether it does anything; else nobody may decide otherwise, and all stays as it was
 * @param packs the packs to be deleted
 * @param runs the names of all runs that are believed because a collection wrote them
 * @param removed the names of runs that are believed no more, and to be deleted
 */
public record Ruling(boolean effective, Set<PackName> packs, Set<String> runs, Set<String> removed) {
    private static final String OUTCOME = "outcome";
    /** The collection was given up. */
    public static final Ruling ABANDONED = new Ruling(false, Set.of(), Set.of(), Set.of());

    /** A collection that deletes. */
    public static Ruling of(Set<PackName> packs, Set<String> runs, Set<String> removed) {
        return new Ruling(true, Set.copyOf(packs), Set.copyOf(runs), Set.copyOf(removed));
    }

    JsonObject toJson() {
        if (!effective) {
            return JsonObject.builder().put(OUTCOME, "abandoned").build();
        }
        return JsonObject.builder().put(OUTCOME, "collected").putAll(Tombs.json(packs)).put("runs", strings(runs)).put("removed", strings(removed)).build();
    }

    private static JsonArray strings(Set<String> names) {
        return JsonArray.ofStrings(names.stream().sorted().toList());
    }

    static Ruling read(JsonObject json) throws FormatException {
        String outcome = json.string(OUTCOME).orElse("");
        return switch (outcome) {
            case "abandoned" -> ABANDONED;
            case "collected" -> of(Tombs.read(json), Set.copyOf(json.strings("runs")), Set.copyOf(json.strings("removed")));
            default -> throw new FormatException("it decides nothing that this release knows");
        };
    }
}
