package org.redoubt.deploy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What lies in the folder: the name of each jar and a mark that changes when the jar does. */
final class FolderScan {
    private final Path directory;

    FolderScan(Path directory) {
        this.directory = directory;
    }

    /** Hidden files are left out: that is how a copy under way can be kept from us. */
    Map<String, String> marks() throws IOException {
        Map<String, String> marks = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return marks;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path jar : jars) {
                String name = jar.getFileName().toString();
                if (!name.startsWith(".") && Files.isRegularFile(jar)) {
                    mark(jar).ifPresent(mark -> marks.put(name, mark));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return marks;
    }

    /** Nothing for a file that has gone since the folder was listed. */
    private static Optional<String> mark(Path jar) throws IOException {
        try {
            // The time of the inode's last change, as tools that copy files often set that of the content back.
            return Optional.of(Files.size(jar) + "-" + Files.getAttribute(jar, "unix:ctime") + "-" + Files.getAttribute(jar, "unix:ino"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
