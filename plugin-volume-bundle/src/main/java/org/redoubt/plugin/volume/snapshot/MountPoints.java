package org.redoubt.plugin.volume.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.redoubt.api.os.FileNames;

/** The mount points that this process sees, as the kernel lists them in {@code /proc/self/mountinfo}. */
final class MountPoints {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private MountPoints() {}

    /** One that lies below a directory, if there is any. */
    static Optional<Path> below(Path directory) throws IOException {
        return Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1).stream()
                .map(line -> path(line.split(" ")[MOUNT_POINT]))
                .filter(path -> path.startsWith(directory) && !path.equals(directory))
                .findFirst();
    }

    /** The kernel writes a space, a tab, a line break and a backslash as a backslash with three octal digits. */
    private static Path path(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 4, 8));
                i += 3;
            } else {
                bytes.write(c);
            }
        }
        return FileNames.path(bytes.toByteArray());
    }
}
