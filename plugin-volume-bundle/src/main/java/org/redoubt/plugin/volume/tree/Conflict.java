package org.redoubt.plugin.volume.tree;

import java.util.Locale;

/** What a restore does with files that are there already. */
public enum Conflict {
    /** It refuses to begin. */
    FAIL,
    /** They stay as they are. */
    SKIP,
    /** They are replaced, each atomically; a directory is never replaced by something else. */
    REPLACE,
    /** What is there was made by the same restore: files stay as they are, and directories get what they still lack. */
    CONTINUE;

    /** The value of a parameter, which its schema has checked. */
    public static Conflict of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
