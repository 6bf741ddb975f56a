package org.redoubt.plugin.volume.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.Resource;
import org.redoubt.plugin.volume.host.FileProblems;

/**
 * Where a volume is restored to.
 *
 * @param text the absolute path
 */
public record Destination(String text) {
    /** What Java makes of bytes that are no text, so that nobody knows any more which they were. */
    private static final char REPLACEMENT = '\uFFFD';

    /** What is at a destination. */
    public enum State {
        /** Nothing. */
        ABSENT,
        /** A directory without entries. */
        EMPTY_DIRECTORY,
        /** A directory with entries. */
        DIRECTORY,
        /** A regular file. */
        FILE,
        /** A block device. */
        DEVICE,
        /** Anything else, a symbolic link for instance. */
        OTHER
    }

    /**
     * The destination of a volume.
     *
     * @param volume the volume as it was
     * @param target where it is wanted, if not where it was
     * @throws RedoubtException if that is no place
     */
    public static Destination of(Resource volume, Optional<RestoreTarget> target) throws RedoubtException {
        if (target.isEmpty()) {
            return checked(volume.id());
        }
        Destination location = checked(target.get().location());
        if (location.state() == State.DEVICE) {
            return location;
        }
        byte[] name = target.get().name().getBytes(StandardCharsets.UTF_8);
        try {
            FileNames.check(name);
        } catch (IllegalArgumentException notAName) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "The volume cannot be restored under the name "
                    + FileNames.display(name) + ", which is not the name of a file."), notAName);
        }
        return checked(location.text + (location.text.equals("/") ? "" : "/") + target.get().name());
    }

    private static Destination checked(String text) throws RedoubtException {
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw new RedoubtException(Problem.of(ProblemKind.UNSUPPORTED, "\"" + text + "\" is a path that is not UTF-8, or cannot be told from one.")
                    .hint("Restore to another place, and move it there."));
        }
        try {
            return new Destination(VolumePath.text(VolumePath.of(text).normalize()).orElse(text));
        } catch (IllegalArgumentException notAPath) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "\"" + text.replace("\0", "\\0")
                    + "\" is not an absolute path, so nothing can be restored there."), notAPath);
        }
    }

    /** The path. */
    public Path path() {
        return VolumePath.of(text);
    }

    /** The path of the directory that holds it; its own for the root. */
    public String parent() {
        int slash = text.lastIndexOf('/');
        return slash <= 0 ? "/" : text.substring(0, slash);
    }

    /** The place of another name in the same directory. */
    public Destination sibling(String name) {
        return new Destination((parent().equals("/") ? "" : parent()) + "/" + name);
    }

    /** Its last name. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** What is there now; a link is not followed. */
    public State state() throws RedoubtException {
        Path path = path();
        try {
            BasicFileAttributes there = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (there.isDirectory()) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                    return entries.iterator().hasNext() ? State.DIRECTORY : State.EMPTY_DIRECTORY;
                }
            }
            if (there.isRegularFile()) {
                return State.FILE;
            }
            boolean device = !there.isSymbolicLink() && SpecialFile.at(path) == SpecialFile.BLOCK_DEVICE;
            return device ? State.DEVICE : State.OTHER;
        } catch (NoSuchFileException absent) {
            return State.ABSENT;
        } catch (IOException unreadable) {
            throw new RedoubtException(Problem.of(ProblemKind.DENIED, "What is at " + text + " cannot be read: "
                    + FileProblems.reason(unreadable) + ".").hint("Restore to another place, or let the user of this runtime read it."), unreadable);
        }
    }
}
