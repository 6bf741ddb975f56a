package org.redoubt.plugin.volume.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.os.OpenFile;

/** An image and the clone of it in the same directory. */
final class ImageClone implements AutoCloseable {

    private static final int PRIVATE = 0600;

    private final Path path;
    private final Directory directory;
    private final OpenFile image;

    private ImageClone(Path path, Directory directory, OpenFile image) {
        this.path = path;
        this.directory = directory;
        this.image = image;
    }

    static ImageClone of(HostFiles files, Path path) throws IOException {
        Path real = path.toRealPath();
        OpenFile image = files.openFile(real, Access.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            return new ImageClone(real, files.openDirectory(folder(real), LinkOption.NOFOLLOW_LINKS), image);
        } catch (HostFileException unreadable) {
            image.close();
            throw unreadable;
        }
    }

    /** Where a clone of that name lies. */
    Path path(String name) {
        return path.resolveSibling(name);
    }

    /** Why no clone can be made. What no status tells is found out by a clone of an empty file with all that the image's would get. */
    Optional<String> refusal() throws HostFileException {
        if (image.status().type() != FileType.REGULAR) {
            return Optional.of(path + " is a device, and only files can be cloned.");
        }
        byte[] empty = trialName();
        byte[] trial = trialName();
        try (OpenFile original = directory.createFile(empty, PRIVATE); OpenFile clone = directory.createFile(trial, PRIVATE)) {
            clone.cloneFrom(original);
            copyMetadata(clone);
            return Optional.empty();
        } finally {
            removeIfThere(directory, empty);
            removeIfThere(directory, trial);
        }
    }

    void prepare(byte[] name) throws HostFileException {
        image.sync();
        directory.createFile(name, PRIVATE).close();
    }

    void fill(byte[] name) throws HostFileException {
        try (OpenFile clone = directory.openFile(name, Access.READ_WRITE)) {
            clone.cloneFrom(image);
            copyMetadata(clone);
        } catch (HostFileException failure) {
            removeIfThere(directory, name);
            throw failure;
        }
    }

    /** Also for an image that is gone meanwhile: its directory is enough. */
    static void remove(HostFiles files, Path path, byte[] name) throws IOException {
        Path folder = folder(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath());
        if (Files.isDirectory(folder)) {
            try (Directory directory = files.openDirectory(folder)) {
                removeIfThere(directory, name);
            }
        }
    }

    @Override
    public void close() {
        directory.close();
        image.close();
    }

    private void copyMetadata(OpenFile clone) throws HostFileException {
        FileStatus status = image.status();
        clone.setOwner(status.user(), status.group());
        for (ExtendedAttribute attribute : image.attributes()) {
            clone.setAttribute(attribute);
        }
        clone.setMode(status.mode());
        clone.setTimes(status.accessed(), status.modified());
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    private static byte[] trialName() {
        return (".redoubt-trial-" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
    }

    private static void removeIfThere(Directory directory, byte[] name) throws HostFileException {
        try {
            directory.remove(name);
        } catch (HostFileException refusal) {
            if (refusal.kind() != HostFileException.Kind.NOT_FOUND) {
                throw refusal;
            }
        }
    }
}
