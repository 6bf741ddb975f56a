package org.redoubt.api.vault;

import java.util.Locale;

/** What a name in a vault stands for. The set will not grow. */
public enum DataKind {
    /** Any bytes with holes: a disk image, a dump. */
    STREAM,
    /** A directory tree. */
    TREE;

    /** The kind as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
