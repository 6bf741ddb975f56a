package org.redoubt.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What lies in the plugins folder")
final class FolderScanTest {
    @TempDir
    private Path folder;

    private Map<String, String> marks() throws IOException {
        return new FolderScan(folder).marks();
    }

    @Test
    @DisplayName("is jars only: no hidden files, no directories, nothing else")
    void jarsOnly() throws IOException {
        Files.writeString(folder.resolve("a.jar"), "a");
        Files.writeString(folder.resolve(".b.jar"), "b");
        Files.writeString(folder.resolve("c.jar.part"), "c");
        Files.createDirectory(folder.resolve("d.jar"));
        Files.createSymbolicLink(folder.resolve("gone.jar"), folder.resolve("nowhere"));
        assertEquals(Set.of("a.jar"), marks().keySet());
        assertEquals(Map.of(), new FolderScan(folder.resolve("none")).marks());
    }

    @Test
    @DisplayName("has a new mark when it is replaced, also by a file of the same size and time")
    void aReplacedFile() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "one");
        FileTime time = Files.getLastModifiedTime(jar);
        String before = marks().get("a.jar");
        assertEquals(before, marks().get("a.jar"));
        Path other = Files.writeString(folder.resolve(".other"), "two");
        Files.setLastModifiedTime(other, time);
        Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);
        assertNotEquals(before, marks().get("a.jar"));
    }
}
