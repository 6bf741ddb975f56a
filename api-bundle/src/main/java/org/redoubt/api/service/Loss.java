package org.redoubt.api.service;

import java.util.List;
import java.util.Objects;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.ResourceRef;

/**
 * What is lost of a resource in a checkpoint.
 *
 * @param checkpoint the checkpoint
 * @param resource the resource
 * @param data the name of its data
 * @param parts in how many places something is lost
 * @param entries the paths of the first entries that lack something; empty for data that is no tree
 */
public record Loss(CheckpointId checkpoint, ResourceRef resource, String data, long parts, List<String> entries) {
    /** How many entries are named. */
    public static final int MOST_ENTRIES = 20;

    /** Copies the list. */
    public Loss {
        Objects.requireNonNull(checkpoint);
        Objects.requireNonNull(resource);
        Objects.requireNonNull(data);
        entries = List.copyOf(entries);
    }

    /** The members are named as the components; the resource by {@code type} and {@code id}. */
    public JsonObject toJson() {
        return JsonObject.builder().put("checkpoint", checkpoint.value()).put("type", resource.type()).put("id", resource.id()).put("data", data)
                .put("parts", parts).put("entries", entries).build();
    }
}
