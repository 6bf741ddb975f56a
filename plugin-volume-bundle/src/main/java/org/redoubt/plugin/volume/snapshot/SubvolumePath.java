package org.redoubt.plugin.volume.snapshot;

import java.nio.file.Path;

/**
 * Where a volume lies in a subvolume.
 *
 * @param top the top of the subvolume
 * @param inside the path of the volume from there, empty if it is the top itself
 */
record SubvolumePath(Path top, Path inside) {

    Path whole() {
        return top.resolve(inside);
    }
}
