package org.redoubt.api.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.DataKind;

/**
 * What a checkpoint has of one resource.
 *
 * @param resource the resource as it was
 * @param status what became of it
 * @param bytes the bytes of its data, holes not counted
 * @param data its streams and trees, by the names that its plugin gave them; none for a resource that is only described
 */
public record ResourceContent(Resource resource, ResourceStatus status, long bytes, Map<String, DataKind> data) {
    /** Copies the names. */
    public ResourceContent {
        Objects.requireNonNull(resource);
        Objects.requireNonNull(status);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
