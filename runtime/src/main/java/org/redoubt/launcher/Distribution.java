package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The unpacked distribution: {@code bin}, {@code system} and the defaults in {@code etc}.
 *
 * @param root its directory
 */
record Distribution(Path root) {

    Path etc() {
        return root.resolve("etc");
    }

    /** The bundles that the runtime consists of, in the order of their names. */
    List<Path> bundles() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve("system"), "*.jar")) {
            found.forEach(jars::add);
        }
        jars.sort(null);
        return jars;
    }

    /**
     * A text that differs when the bundles do. The time of the last change of the inode is used, as builds are
     * reproducible and all their files bear the same time of modification.
     */
    static String fingerprint(List<Path> bundles) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path jar : bundles) {
            text.append(jar).append(' ').append(Files.size(jar)).append(' ')
                    .append(Files.getAttribute(jar, "unix:ctime")).append('\n');
        }
        return text.toString();
    }
}
