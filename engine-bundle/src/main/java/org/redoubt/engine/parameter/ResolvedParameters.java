package org.redoubt.engine.parameter;

import java.util.Objects;
import java.util.Set;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.Parameters;

/**
 * The parameters of one resource.
 *
 * @param parameters merged, with defaults
 * @param origins for each member where it came from: {@code default}, {@code plan T}, {@code plan T#id}, {@code request T},
 *     {@code request T#id}
 * @param sound whether they are as the schema says
 * @param secrets the references to secrets among them, {@code secret:NAME}
 */
public record ResolvedParameters(Parameters parameters, JsonObject origins, boolean sound, Set<String> secrets) {
    /** Nothing was said and there are no defaults. */
    public static final ResolvedParameters NONE = new ResolvedParameters(Parameters.empty(), JsonObject.empty(), true, Set.of());

    /** Nothing can be said of them. */
    static final ResolvedParameters UNKNOWN = new ResolvedParameters(Parameters.empty(), JsonObject.empty(), false, Set.of());

    /** Checks that all are there. */
    public ResolvedParameters {
        Objects.requireNonNull(parameters);
        Objects.requireNonNull(origins);
        secrets = Set.copyOf(secrets);
    }
}
