package org.redoubt.plugin.volume.tree;

import java.util.Locale;

/** What a restore does with files that are there already. */
public enum Conflict {
    /** It refuses to begin. */
    FAIL,
    /** They stay as they are. */
    SKIP,
    /** They are replaced, each atomically; a directory is never replaced by something else. */
    REPLACE;

    /** The value of a parameter, which its schema has checked. */
    public static Conflict of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
