package org.redoubt.plugin.volume.place;

import java.util.Locale;
import java.util.Optional;

/** What a volume is. */
public enum VolumeKind {
    /** A directory with all that is in it. */
    DIRECTORY,
    /** A regular file that holds a disk. */
    IMAGE,
    /** A block device. */
    DEVICE;

    /** The kind as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that word, if this version knows it. */
    public static Optional<VolumeKind> of(String word) {
        for (VolumeKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
