package org.redoubt.api.access;

import java.util.Arrays;

/** The value of a secret, wiped when closed. Never written to plans, checkpoints, journals or logs. Not thread-safe. */
public final class Secret implements AutoCloseable {
    private final char[] value;

    /**
     * @param value copied
     */
    public Secret(char[] value) {
        this.value = value.clone();
    }

    /** The value itself, which {@link #close()} overwrites. */
    public char[] value() {
        return value;
    }

    @Override
    public void close() {
        Arrays.fill(value, '\0');
    }

    @Override
    public String toString() {
        return "secret";
    }
}
