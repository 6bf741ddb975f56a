package org.redoubt.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.redoubt.api.problem.ProblemKind;

/** Chooses where the socket of a home lies: in the home, or where the path is short enough for a socket. */
final class SocketPath {
    /** The kernel's limit is 108 bytes on Linux and 104 on macOS, with the final zero. */
    private static final int LONGEST = 103;

    private final Home home;
    private final Map<String, String> environment;
    private final Path top;

    /**
     * @param home the home
     * @param environment the variables of the process
     * @param top the root directory
     */
    SocketPath(Home home, Map<String, String> environment, Path top) {
        this.home = home;
        this.environment = environment;
        this.top = top;
    }

    Path choose() throws IOException, LaunchException {
        Path own = home.var("run").resolve("socket");
        if (fits(own)) {
            return own;
        }
        for (Path directory : shortDirectories()) {
            Path candidate = directory.resolve(name());
            if (fits(candidate) && isPrivate(directory)) {
                return candidate;
            }
        }
        throw new LaunchException(ProblemKind.UNSUPPORTED,
                "The path of the home " + home.root() + " is too long for a socket, and no shorter place is private.",
                "Choose a home with a shorter path.");
    }

    private List<Path> shortDirectories() throws IOException {
        Object uid = Files.getAttribute(home.root(), "unix:uid");
        List<Path> places = new ArrayList<>();
        Path runtimeDirectory = Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", ""));
        // A relative one would be another place for each who looks for the socket.
        if (runtimeDirectory.isAbsolute()) {
            places.add(runtimeDirectory.resolve("redoubt"));
        }
        places.add(top.resolve("run/user").resolve(uid.toString()).resolve("redoubt"));
        places.add(top.resolve("tmp").resolve("redoubt-" + uid));
        return places;
    }

    private String name() {
        CRC32C sum = new CRC32C();
        sum.update(home.root().toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue()) + ".socket";
    }

    private boolean isPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory.getParent())) {
            return false;
        }
        try {
            Files.createDirectory(directory,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            // It is there already, or it cannot be there: the check below decides.
        }
        // In /tmp anybody could have put something at this place before us.
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(home.root()))
                && PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)).endsWith("------");
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
}
