package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names come in the order of keys, and are remembered only while nothing can have changed. */
class NamesTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path directory;
    private final Names names = new Names(2, InstantSource.system());

    @BeforeEach
    void fill() throws Exception {
        Files.createDirectory(directory.resolve("a"));
        Files.createFile(directory.resolve("a-b"));
        Files.createFile(directory.resolve("a0"));
        Files.createDirectory(directory.resolve("b"));
    }

    @Test
    void aDirectoryStandsWhereItsKeysDo() throws Exception {
        assertEquals(List.of("a-b", "a/", "a0", "b"), names.in(directory));
    }

    @Test
    void aDirectoryThatHasGoneIsEmpty() throws Exception {
        assertEquals(List.of(), names.in(directory.resolve("gone")));
        assertEquals(List.of(), names.in(directory.resolve("a-b")));
    }

    @Test
    void aDirectoryAtRestIsReadOnceUntilItChanges() throws Exception {
        Files.setLastModifiedTime(directory, LONG_AGO);
        List<String> first = names.in(directory);
        assertSame(first, names.in(directory));
        Files.createFile(directory.resolve("c"));
        assertEquals(List.of("a-b", "a/", "a0", "b", "c"), names.in(directory));
    }

    @Test
    void aDirectoryThatHasJustChangedIsReadEachTime() throws Exception {
        Names atOnce = new Names(2, InstantSource.fixed(Files.getLastModifiedTime(directory).toInstant().plusSeconds(1)));
        assertNotSame(atOnce.in(directory), atOnce.in(directory));
    }

    @Test
    void aSmallDirectoryIsReadEachTime() throws Exception {
        Names onlyLarge = new Names(1000, InstantSource.system());
        Files.setLastModifiedTime(directory, LONG_AGO);
        assertNotSame(onlyLarge.in(directory), onlyLarge.in(directory));
    }
}
