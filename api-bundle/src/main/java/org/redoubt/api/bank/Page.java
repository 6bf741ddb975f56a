package org.redoubt.api.bank;

import java.util.List;

/**
 * A part of a listing.
 *
 * @param objects the objects in the order of their keys
 * @param more whether others may follow; ask again after the last key
 */
public record Page(List<ObjectInfo> objects, boolean more) {
    /** Copies the list. */
    public Page {
        objects = List.copyOf(objects);
    }
}
