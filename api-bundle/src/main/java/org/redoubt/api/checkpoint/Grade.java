package org.redoubt.api.checkpoint;

import java.util.Locale;

/** How consistent a resource in a checkpoint is, from the strongest grade to the weakest. */
public enum Grade {
    /** The application had brought its data to rest. */
    APPLICATION,
    /** The file system had been flushed and frozen. */
    FILESYSTEM,
    /** All bytes are of one instant, as after a power cut. */
    CRASH,
    /** Nothing but a description, which is of one instant by nature. */
    METADATA,
    /** The bytes were read while they could change: not of one instant. */
    NONE;

    /** Whether this is as good as what is demanded. A description is good enough for every demand. */
    public boolean atLeast(Grade demanded) {
        return this == METADATA || compareTo(demanded) <= 0;
    }

    /** The grade as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
