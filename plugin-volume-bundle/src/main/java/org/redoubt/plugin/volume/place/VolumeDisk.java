package org.redoubt.plugin.volume.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a volume lies on. */
public final class VolumeDisk {
    private VolumeDisk() {
    }

    /**
     * What a volume is read from, as the mount table of this host names it: {@code /dev/sda1}, {@code nas:/export}, {@code tmpfs}; a block
     * device is its own disk.
     *
     * @param volume the path of the volume
     * @return its name; empty if it cannot be found out, as of a volume that is not there
     */
    public static Optional<String> of(Path volume) {
        try {
            Path real = volume.toRealPath();
            boolean device = SpecialFile.at(real) == SpecialFile.BLOCK_DEVICE;
            return Optional.of(device ? real.toString() : Files.getFileStore(real).name());
        } catch (IOException | SecurityException unknown) {
            return Optional.empty();
        }
    }
}
