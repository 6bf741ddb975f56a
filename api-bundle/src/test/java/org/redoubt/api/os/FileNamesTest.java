package org.redoubt.api.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    private static final byte[] LATIN = {'g', 'r', (byte) 0xfc, 'n'};

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "/etc", "a\0b"})
    void refusesWhatIsNotOneName(String name) {
        assertThrows(IllegalArgumentException.class, () -> FileNames.check(name.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "...", ".a", "..a", "-", "\n", " "})
    void acceptsAnyOtherName(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        assertSame(bytes, FileNames.check(bytes));
    }

    @Test
    void showsTextAsTextAndOtherBytesEscaped() {
        assertEquals("'grün'", FileNames.display("grün".getBytes(UTF_8)));
        assertEquals("'gr\\xfcn'", FileNames.display(LATIN));
        assertEquals("'a\\x1b[2J'", FileNames.display("a\u001b[2J".getBytes(UTF_8)));
        assertEquals("'a\\x5cb'", FileNames.display("a\\b".getBytes(UTF_8)));
    }

    @Test
    void pathsKeepEveryByteOfTheirNames() {
        byte[] bytes = new byte[300];
        bytes[0] = '/';
        int length = 1;
        for (int b = 1; b < 256; b++) {
            if (b != '/') {
                bytes[length++] = (byte) b;
            }
        }
        byte[] absolute = Arrays.copyOf(bytes, length);
        assertArrayEquals(absolute, FileNames.bytes(FileNames.path(absolute)));
    }

    @Test
    void bytesOfAPathAreAbsoluteWithoutTrailingSlash() {
        assertArrayEquals("/".getBytes(UTF_8), FileNames.bytes(Path.of("/")));
        assertArrayEquals("/usr".getBytes(UTF_8), FileNames.bytes(Path.of("/usr")));
        assertThrows(IllegalArgumentException.class, () -> FileNames.path("usr".getBytes(UTF_8)));
    }

    @Test
    void aPathInAnArchiveHasNoBytesOnTheHost(@TempDir Path folder) throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            assertThrows(IllegalArgumentException.class, () -> FileNames.bytes(archive.getPath("/x")));
        }
    }
}
