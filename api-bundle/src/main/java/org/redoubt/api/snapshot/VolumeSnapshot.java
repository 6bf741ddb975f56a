package org.redoubt.api.snapshot;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * A volume as it was at one instant.
 *
 * @param source which volume
 * @param path where to read it: of the same kind as the path of the source
 * @param takenAt the instant, by the clock of this machine
 */
public record VolumeSnapshot(VolumeSource source, Path path, Instant takenAt) {
    /** Checks that all is there. */
    public VolumeSnapshot {
        Objects.requireNonNull(source);
        Objects.requireNonNull(path);
        Objects.requireNonNull(takenAt);
    }
}
