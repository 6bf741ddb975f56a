package org.redoubt.api.vault;

import java.util.Locale;

/**
 * How closely a scrub or a verify looks. What keeps data from being read and is found at one depth is found at each deeper one; a verify at the depth
 * {@link #CONTENT} reads what it needs and so does not look at what else stands in an object.
 */
public enum CheckDepth {
    /** Everything that is needed is there, with the length that it should have. Reads no data. */
    OBJECTS,
    /** Every object has the bytes that were written. Needs no key of the vault. */
    HASHES,
    /** Every chunk can be decoded and is the one that its name stands for, and packs hold what the index says. */
    CONTENT;

    /** The depth as it is written: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
