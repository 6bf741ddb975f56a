package org.redoubt.plugin.volume.place;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.redoubt.api.os.FileNames;

/** Paths as the texts that ids and documents hold: always UTF-8, whatever the locale of the process. */
public final class VolumePath {
    private VolumePath() {
    }

    /**
     * The path that a text stands for.
     *
     * @param absolute a text that begins with a slash
     * @throws IllegalArgumentException if it does not, or holds a NUL
     */
    public static Path of(String absolute) {
        return FileNames.path(absolute.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a path; empty if its names are not UTF-8, as then no text can stand for it. */
    public static Optional<String> text(Path path) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(FileNames.bytes(path))).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /** The text of a path for people, whatever its names. */
    public static String display(Path path) {
        return text(path).orElseGet(() -> FileNames.display(FileNames.bytes(path)));
    }

    /** The last name of a path; empty for the root. */
    public static byte[] lastName(Path path) {
        byte[] all = FileNames.bytes(path);
        int start = all.length;
        while (start > 0 && all[start - 1] != '/') {
            start--;
        }
        return Arrays.copyOfRange(all, start, all.length);
    }
}
