package org.redoubt.api.plan;

import java.util.Locale;

/** Whose main hooks come first while there is not room for all. A lower priority is slower, but never kept waiting for ever. */
public enum Priority {
    /** After all others. */
    LOW,
    /** What is not said otherwise. */
    NORMAL,
    /** Before all others. */
    HIGH;

    /** The priority as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
