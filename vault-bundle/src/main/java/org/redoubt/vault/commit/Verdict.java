package org.redoubt.vault.commit;

import java.util.Set;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.vault.wire.FormatException;

/**
 * What a decision says of runs.
 *
 * @param runs the names of the runs that are believed because of it: none if it does not commit
 */
public record Verdict(Set<String> runs) {
    private static final String RUNS = "runs";

    /** What a decision that commits has to hold to name these runs. */
    public static JsonObject receipt(Set<String> runs) {
        return JsonObject.builder().put(RUNS, JsonArray.ofStrings(runs.stream().sorted().toList())).build();
    }

    /**
     * Reads a decision.
     *
     * @param document lines of JSON, of which the second one decides
     */
    static Verdict read(String document) throws FormatException {
        String[] lines = document.split("\n", 3);
        try {
            JsonObject decision = Json.parseObject(lines.length > 1 ? lines[1] : "");
            String outcome = decision.string("outcome").orElseThrow(() -> new FormatException("it decides nothing"));
            JsonObject receipt = decision.object("vault").orElse(JsonObject.empty());
            return new Verdict(outcome.equals("committed") ? Set.copyOf(receipt.strings(RUNS)) : Set.of());
        } catch (JsonException e) {
            throw new FormatException("it is not written in lines of JSON");
        }
    }
}
