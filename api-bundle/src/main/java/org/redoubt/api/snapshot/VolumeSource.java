package org.redoubt.api.snapshot;

import java.nio.file.Path;
import java.util.Objects;
import org.redoubt.api.resource.ResourceRef;

/**
 * A volume to be snapshotted.
 *
 * @param resource which resource it is
 * @param path the directory, image file or block device
 */
public record VolumeSource(ResourceRef resource, Path path) {
    /** Checks that both are there. */
    public VolumeSource {
        Objects.requireNonNull(resource);
        Objects.requireNonNull(path);
    }
}
