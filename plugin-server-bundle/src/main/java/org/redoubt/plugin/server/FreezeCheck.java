package org.redoubt.plugin.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * Finds out whether a freeze would stop this runtime itself: a write to a frozen file system waits in the kernel until it is thawed, and
 * then nobody is left to thaw it. A file system is frozen as a whole, so every path on the same one counts, wherever it is mounted.
 */
final class FreezeCheck {
    private final Map<Path, String> needed = new LinkedHashMap<>();

    /**
     * @param runtimePaths what the runtime writes to
     */
    FreezeCheck(Set<Path> runtimePaths) {
        Optional.ofNullable(System.getProperty("java.io.tmpdir")).ifPresent(path -> needed.put(Path.of(path), "the temporary folder"));
        runtimePaths.forEach(path -> needed.putIfAbsent(path, "the directory"));
        output(1, "the standard output");
        output(2, "the standard error output, or the log,");
    }

    private void output(int descriptor, String what) {
        try {
            Path file = Path.of("/proc/self/fd/" + descriptor).toRealPath();
            if (Files.isRegularFile(file)) {
                needed.putIfAbsent(file, what);
            }
        } catch (IOException e) {
            // A pipe or a socket, or no Linux: nothing on a file system.
            return;
        }
    }

    /** Why these paths must not be frozen; empty if they can. */
    List<Problem> check(String server, List<Path> frozenPaths) {
        List<Problem> problems = new ArrayList<>();
        for (Path frozen : frozenPaths) {
            needed.forEach((path, what) -> {
                if (blocks(frozen, path)) {
                    problems.add(Problem.of(ProblemKind.INVALID, "The server \"" + server + "\" cannot be frozen: that would freeze " + frozen
                            + ", and with it " + what + " " + path + " of this runtime; it would block its own thaw.")
                            .hint("Move one of them to another file system, or protect the server with freeze=false."));
                }
            });
        }
        return problems;
    }

    private static boolean blocks(Path frozen, Path path) {
        Path realFrozen = existing(frozen);
        Path real = existing(path);
        return real.startsWith(realFrozen) || sameFileSystem(realFrozen, real);
    }

    private static boolean sameFileSystem(Path a, Path b) {
        try {
            if (Files.getAttribute(a, "unix:dev", LinkOption.NOFOLLOW_LINKS).equals(Files.getAttribute(b, "unix:dev", LinkOption.NOFOLLOW_LINKS))) {
                return true;
            }
            FileStore first = Files.getFileStore(a);
            // The subvolumes of one btrfs have numbers of their own, but are frozen together.
            return first.name().startsWith("/dev/") && first.name().equals(Files.getFileStore(b).name());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // What cannot be told apart must not be frozen.
            return true;
        }
    }

    private static Path existing(Path path) {
        for (Path at = path.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            try {
                return at.toRealPath();
            } catch (IOException e) {
                // The nearest directory that is there says where it would be.
                continue;
            }
        }
        return path.getRoot();
    }
}
