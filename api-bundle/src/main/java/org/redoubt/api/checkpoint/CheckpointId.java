package org.redoubt.api.checkpoint;

import java.util.Locale;
import java.util.UUID;

/**
 * The id of a checkpoint: a UUIDv7, so ids sort by the time of their making.
 *
 * @param value the UUID in lower case
 */
public record CheckpointId(String value) implements Comparable<CheckpointId> {
    /** Checks the form. */
    public CheckpointId {
        if (value.length() != 36 || !UUID.fromString(value).toString().equals(value)) {
            throw new IllegalArgumentException("\"" + value + "\" is no id of a checkpoint.");
        }
    }

    /**
     * An id from what a person typed.
     *
     * @throws IllegalArgumentException if it is no UUID
     */
    public static CheckpointId of(String text) {
        try {
            return new CheckpointId(text.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no id of a checkpoint.", e);
        }
    }

    @Override
    public int compareTo(CheckpointId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
