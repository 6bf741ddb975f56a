package org.redoubt.api.access;

import java.util.Objects;

/**
 * The tenant that owns plans, checkpoints and operations.
 *
 * @param value 1 to 64 characters out of {@code a-z A-Z 0-9 _ . -}, the first a letter or digit
 */
public record ProjectId(String value) {
    /** The project of those who do not say otherwise. */
    public static final ProjectId DEFAULT = new ProjectId("default");

    /** Checks the characters. */
    public ProjectId {
        if (!Objects.requireNonNull(value).matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}")) {
            throw new IllegalArgumentException("A project is named with 1 to 64 letters, digits, \"_\", \".\" or \"-\", not \"" + value + "\".");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
