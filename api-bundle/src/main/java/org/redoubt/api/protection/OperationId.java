package org.redoubt.api.protection;

import java.util.Objects;

/**
 * The id of an operation: a UUIDv7.
 *
 * @param value the UUID in lower case
 */
public record OperationId(String value) {
    /** Refuses {@code null}. */
    public OperationId {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
