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
 * @param sound whether they are as the schema says
 */
public record ResolvedParameters(Parameters parameters, JsonObject origins, boolean sound) {
    /** Nothing was said and there are no defaults. */
    public static final ResolvedParameters NONE = new ResolvedParameters(Parameters.empty(), JsonObject.empty(), true);

    /** Nothing can be said of them. */
    static final ResolvedParameters UNKNOWN = new ResolvedParameters(Parameters.empty(), JsonObject.empty(), false);

    /** Checks that both are there. */
    public ResolvedParameters {
        Objects.requireNonNull(parameters);
        Objects.requireNonNull(origins);
    }
}
