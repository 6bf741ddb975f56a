package org.redoubt.engine.parameter;

import java.util.Objects;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.Parameters;

/**
 * The parameters of one resource.
 *
 * @param parameters merged, with defaults
 * @param origins for each member where it came from: {@code default}, {@code plan T}, {@code plan T#id}, {@code request T},
 *     {@code request T#id}
 */
public record ResolvedParameters(Parameters parameters, JsonObject origins) {
    /** Nothing was said and there are no defaults. */
    public static final ResolvedParameters NONE = new ResolvedParameters(Parameters.empty(), JsonObject.empty());

    /** Checks that both are there. */
    public ResolvedParameters {
        Objects.requireNonNull(parameters);
        Objects.requireNonNull(origins);
    }
}
