package org.redoubt.plugin.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
        runtimePaths.forEach(path -> needed.putIfAbsent(path, Files.isRegularFile(path) ? "the file" : "the directory"));
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

    /** Why these paths must not be frozen, in one sentence; empty if they can. */
    Optional<Problem> check(String server, List<Path> frozenPaths) {
        Set<String> frozen = new LinkedHashSet<>();
        Set<String> blocked = new LinkedHashSet<>();
        for (Path path : frozenPaths) {
            needed.forEach((need, what) -> {
                if (blocks(path, need)) {
                    frozen.add(path.toString());
                    blocked.add(what + " " + need);
                }
            });
        }
        return frozen.isEmpty() ? Optional.empty() : Optional.of(Problem.of(ProblemKind.INVALID, "The server \"" + server
                + "\" cannot be frozen: that would freeze " + list(frozen) + ", and with " + (frozen.size() == 1 ? "it " : "them ") + list(blocked)
                + " of this runtime; it would block its own thaw.").hint("Move one side to another file system, or protect the server with "
                + "the parameter Host::Server.freeze=false."));
    }

    private static String list(Set<String> things) {
        List<String> all = List.copyOf(things);
        int last = all.size() - 1;
        return last == 0 ? all.getFirst() : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
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
