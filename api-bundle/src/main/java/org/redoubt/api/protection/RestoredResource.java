package org.redoubt.api.protection;

import java.util.Objects;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.Resource;

/**
 * What a resource was restored as.
 *
 * @param resource the resource as it is now
 * @param place where it is, for people
 * @param attributes what parents need to know of it
 */
public record RestoredResource(Resource resource, String place, JsonObject attributes) {
    /** Checks that all is there. */
    public RestoredResource {
        Objects.requireNonNull(resource);
        Objects.requireNonNull(place);
        Objects.requireNonNull(attributes);
    }
}
