package org.redoubt.plugin.volume.place;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;

/** Finds out what is at a path and describes it as a volume. */
public final class Volumes {
    /** The type of all volumes. */
    public static final String TYPE = "Host::Volume";
    private static final String PERMISSIONS = "Let the user of this runtime read it, or run it as another user.";

    private final Host host;

    /** @param host how files are reached */
    public Volumes(Host host) {
        this.host = host;
    }

    /**
     * The volume at a path.
     *
     * @param path an absolute path; links in it are followed
     * @param name its name, if somebody gave it one
     * @throws RedoubtException if there is nothing that can be protected, saying why in one sentence
     */
    public Resource at(Path path, Optional<String> name) throws RedoubtException {
        Path real = real(path);
        String id = VolumePath.text(real).orElseThrow(() -> refusal(ProblemKind.UNSUPPORTED, "The name of "
                + VolumePath.display(real) + " is not UTF-8, so the volume could not be named again.", "Protect the directory it is in."));
        VolumeKind kind = kind(real);
        JsonObject.Builder info = JsonObject.builder().put("kind", kind.word()).put("path", id);
        try {
            if (kind == VolumeKind.DIRECTORY) {
                try (Directory directory = host.files().openDirectory(real)) {
                    info.put("fileSystem", directory.fileSystem().type());
                }
            } else {
                try (OpenFile file = host.files().openFile(real, Access.READ)) {
                    info.put("size", file.size()).put("fileSystem", file.fileSystem().type());
                }
            }
        } catch (HostFileException unreadable) {
            throw refusal(ProblemKind.DENIED, VolumePath.display(path) + " cannot be read: " + FileProblems.reason(unreadable) + ".", PERMISSIONS);
        }
        JsonObject found = info.build();
        Optional<String> kernel = found.string("fileSystem").filter(PseudoFileSystems::holds);
        if (kernel.isPresent()) {
            throw refusal(ProblemKind.INVALID, VolumePath.display(path) + " shows the kernel's state (" + kernel.get() + "), which cannot be protected.",
                    "Protect what it shows where that is stored.");
        }
        return Resource.of(TYPE, id, name.orElseGet(() -> name(id))).extraInfo(found);
    }

    private static String name(String id) {
        return id.equals("/") ? "root" : id.substring(id.lastIndexOf('/') + 1);
    }

    /** What is at a path whose links have been followed. */
    public VolumeKind kind(Path real) throws RedoubtException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return VolumeKind.DIRECTORY;
            }
            if (attributes.isRegularFile()) {
                return VolumeKind.IMAGE;
            }
        } catch (IOException unreadable) {
            throw unreadable(real, unreadable);
        }
        SpecialFile special = SpecialFile.at(real);
        if (special == SpecialFile.BLOCK_DEVICE) {
            return VolumeKind.DEVICE;
        }
        throw refusal(ProblemKind.INVALID, VolumePath.display(real) + " is " + special.words()
                + "; only a directory, a disk image or a block device can be protected.", "Name one of those.");
    }

    private static Path real(Path path) throws RedoubtException {
        if (!path.isAbsolute()) {
            throw refusal(ProblemKind.INVALID, VolumePath.display(path) + " is not an absolute path.", "Begin it with \"/\".");
        }
        try {
            return path.toRealPath();
        } catch (IOException unreadable) {
            throw unreadable(path, unreadable);
        }
    }

    private static RedoubtException unreadable(Path path, IOException reason) {
        if (reason instanceof NoSuchFileException) {
            return refusal(ProblemKind.NOT_FOUND, VolumePath.display(path) + " does not exist.", "Check how it is spelt; it has to be on this host.");
        }
        ProblemKind kind = reason instanceof AccessDeniedException ? ProblemKind.DENIED : ProblemKind.INVALID;
        return refusal(kind, VolumePath.display(path) + " cannot be read: " + FileProblems.reason(reason) + ".", PERMISSIONS);
    }

    private static RedoubtException refusal(ProblemKind kind, String sentence, String hint) {
        return new RedoubtException(Problem.of(kind, sentence).hint(hint));
    }
}
