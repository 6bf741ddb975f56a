package org.redoubt.plugin.volume.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is that is neither a directory nor a regular file. */
enum SpecialFile {
    BLOCK_DEVICE("a block device", 0060000),
    CHARACTER_DEVICE("a character device", 0020000),
    FIFO("a named pipe", 0010000),
    SOCKET("a socket", 0140000),
    OTHER("of a type that this system does not tell", 0);

    private static final int TYPE = 0170000;

    private final String words;
    private final int bits;

    SpecialFile(String words, int bits) {
        this.words = words;
        this.bits = bits;
    }

    String words() {
        return words;
    }

    static SpecialFile at(Path path) {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode");
            for (SpecialFile special : values()) {
                if ((mode & TYPE) == special.bits) {
                    return special;
                }
            }
            return OTHER;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return OTHER;
        }
    }
}
