package org.redoubt.plugin.volume.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.os.Subvolumes;

/** Finds the subvolume that a path lies in, by going up. */
final class SubvolumeSearch {

    private final HostFiles files;
    private final Subvolumes subvolumes;

    SubvolumeSearch(HostFiles files, Subvolumes subvolumes) {
        this.files = files;
        this.subvolumes = subvolumes;
    }

    /**
     * Finds the subvolume of a directory or file.
     *
     * @return empty if there is none, or if a mount lies between, or might, as the kernel does not tell: then the path from the top is
     *     not the one in a snapshot
     */
    Optional<SubvolumePath> find(Path volume) throws IOException {
        Path real = volume.toRealPath();
        if (!Files.isDirectory(real) && !Files.isRegularFile(real)) {
            return Optional.empty();
        }
        Path start = Files.isDirectory(real) ? real : real.getParent();
        OptionalLong mount = OptionalLong.empty();
        for (Path path = start; path != null; path = path.getParent()) {
            try (Directory directory = files.openDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                OptionalLong here = directory.status().mount();
                if (here.isEmpty() || mount.isPresent() && !mount.equals(here)) {
                    return Optional.empty();
                }
                mount = here;
                if (subvolumes.isSubvolume(directory)) {
                    return Optional.of(new SubvolumePath(path, path.relativize(real)));
                }
            }
        }
        return Optional.empty();
    }

    /** The same for a volume that may be gone meanwhile, by what is left of its path. */
    Optional<SubvolumePath> findNearest(Path volume) throws IOException {
        Path left = volume.toAbsolutePath();
        while (!Files.exists(left) && left.getParent() != null) {
            left = left.getParent();
        }
        return find(left);
    }

    /** What a snapshot would show as an empty directory though the volume shows content there, as a sentence. */
    Optional<String> hidden(SubvolumePath volume) throws IOException {
        try (Directory top = files.openDirectory(volume.top(), LinkOption.NOFOLLOW_LINKS)) {
            for (byte[] nested : subvolumes.nested(top)) {
                Path path = append(volume.top(), nested);
                if (path.startsWith(volume.whole()) && !SnapshotName.isOne(path)) {
                    return Optional.of(path + " is a subvolume of its own, which a snapshot of " + volume.top() + " does not hold.");
                }
            }
        }
        return MountPoints.below(volume.whole())
                .map(path -> path + " is a mount point, and a snapshot does not hold what is mounted there.");
    }

    private static Path append(Path top, byte[] inside) {
        byte[] above = FileNames.bytes(top);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(above);
        whole.write('/');
        whole.writeBytes(inside);
        return FileNames.path(whole.toByteArray());
    }
}
