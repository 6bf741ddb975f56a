package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** Nothing outside the directory is ever read or touched, whatever somebody puts into it. */
class AttackTest {
    @TempDir
    Path place;
    private Scene scene;
    private FileBank bank;
    private Path outside;

    @BeforeEach
    void prepare() throws Exception {
        scene = new Scene(place);
        bank = scene.bank();
        bank.put(Key.of("present/object"), Body.of("x"));
        outside = Files.createDirectories(place.resolve("outside/deeper")).getParent();
        Files.writeString(outside.resolve("secret"), "secret");
        Files.writeString(outside.resolve("deeper/secret"), "secret");
    }

    @AfterEach
    void nothingOutsideIsTouched() throws Exception {
        bank.close();
        try (Stream<Path> all = Files.walk(outside)) {
            assertEquals(4, all.count());
        }
        assertEquals("secret", Files.readString(outside.resolve("secret")));
        assertEquals("secret", Files.readString(outside.resolve("deeper/secret")));
    }

    private void refused(String key, ProblemKind kind) {
        Key aim = Key.of(key);
        Scene.assertKind(kind, () -> bank.get(aim, ByteRange.ALL));
        Scene.assertKind(kind, () -> bank.stat(aim));
        Scene.assertKind(kind, () -> bank.put(aim, Body.of("evil")));
        Scene.assertKind(kind, () -> bank.putIfAbsent(aim, Body.of("evil")));
        Scene.assertKind(kind, () -> bank.delete(aim));
        Scene.assertKind(kind, () -> bank.list(Prefix.ALL, Optional.empty(), 100));
    }

    private Path objects() {
        return scene.directory.resolve("objects");
    }

    @Test
    void aLinkInThePlaceOfAParentIsRefused() throws Exception {
        Files.createSymbolicLink(objects().resolve("link"), outside);
        refused("link/secret", ProblemKind.DAMAGED);
        refused("link/deeper/secret", ProblemKind.DAMAGED);
        refused("link/new/object", ProblemKind.DAMAGED);
        Scene.assertKind(ProblemKind.DAMAGED, () -> bank.list(Prefix.of("link"), Optional.empty(), 1));
        Scene.assertKind(ProblemKind.DAMAGED, () -> bank.list(Prefix.of("link/deeper"), Optional.empty(), 1));
    }

    @Test
    void aLinkInThePlaceOfAnObjectIsRefused() throws Exception {
        Files.createSymbolicLink(objects().resolve("present/link"), outside.resolve("secret"));
        refused("present/link", ProblemKind.DAMAGED);
        assertEquals("x", Scene.read(bank, "present/object"));
    }

    @Test
    void aBrokenLinkIsRefusedToo() throws Exception {
        Files.createSymbolicLink(objects().resolve("broken"), outside.resolve("new"));
        refused("broken", ProblemKind.DAMAGED);
        refused("broken/below", ProblemKind.DAMAGED);
    }

    @Test
    void aFifoInThePlaceOfAnObjectHoldsNobodyUp() throws Exception {
        Process made = new ProcessBuilder("mkfifo", objects().resolve("fifo").toString()).start();
        assumeTrue(made.waitFor() == 0, "no FIFOs here");
        refused("fifo", ProblemKind.DAMAGED);
    }

    @Test
    void aLinkInThePlaceOfAllObjectsIsRefused() throws Exception {
        Files.move(objects(), place.resolve("moved"));
        Files.createSymbolicLink(objects(), outside);
        refused("secret", ProblemKind.DAMAGED);
        refused("deeper/secret", ProblemKind.DAMAGED);
    }

    @Test
    void aLinkInThePlaceOfTheBankIsRefused() throws Exception {
        Files.move(scene.directory, place.resolve("moved"));
        Files.createSymbolicLink(scene.directory, place.resolve("moved"));
        refused("present/object", ProblemKind.DENIED);
    }

    @Test
    void aLinkInThePlaceOfTheDocumentIsRefused() throws Exception {
        Path document = scene.directory.resolve("bank.json");
        Files.move(document, place.resolve("moved"));
        Files.createSymbolicLink(document, place.resolve("moved"));
        try (FileBank again = scene.bank()) {
            Scene.assertKind(ProblemKind.DAMAGED, () -> again.put(Key.of("a"), Body.of("x")));
        }
    }

    @Test
    void aLinkInThePlaceOfTheWritersIsRefused() throws Exception {
        bank.close();
        Files.delete(scene.directory.resolve("writers"));
        Files.createSymbolicLink(scene.directory.resolve("writers"), outside);
        try (FileBank again = scene.bank()) {
            Scene.assertKind(ProblemKind.DAMAGED, () -> again.put(Key.of("a"), Body.of("x")));
            assertEquals("x", Scene.read(again, "present/object"));
        }
    }

    @Test
    void aKeyCannotLeadOut() {
        for (String key : List.of("../outside/secret", "a/../../outside/secret", "/etc/passwd", "a//b", ".", "a/.", "..", "a\0b", "a\\b", "~", "")) {
            assertThrows(IllegalArgumentException.class, () -> Key.of(key), key);
        }
    }

    @Test
    void whatIsStoredIsTheOwnersAlone() throws Exception {
        try (Stream<Path> all = Files.walk(scene.directory)) {
            for (Path each : all.filter(path -> !path.equals(scene.directory)).toList()) {
                assertEquals(Files.isDirectory(each) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each)), each.toString());
            }
        }
    }

    @Test
    void foreignFilesAreNotListed() throws Exception {
        Files.writeString(objects().resolve("no key~"), "x");
        Files.createDirectory(objects().resolve("lost+found"));
        assertEquals(List.of("present/object"), Scene.keys(bank));
    }
}
