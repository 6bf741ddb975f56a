package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;

/** Where a bank may begin, and how it is known again. */
class RootTest {
    @TempDir
    Path place;
    private Scene scene;

    @BeforeEach
    void prepare() {
        scene = new Scene(place);
    }

    @Test
    void aBankBeginsInADirectoryThatIsNotThereYet() throws Exception {
        try (FileBank bank = scene.bank(place.resolve("deep/down/bank"), true)) {
            bank.put(Key.of("a"), Body.of("x"));
            assertEquals(7, UUID.fromString(bank.id()).version());
        }
        assertTrue(Files.readString(place.resolve("deep/down/bank/bank.json")).contains("\"formatVersion\": 1"));
    }

    @Test
    void nothingIsMadeBeforeTheFirstUse() {
        try (FileBank bank = scene.bank()) {
            assertTrue(bank.traits().atomicPutIfAbsent());
            assertFalse(Files.exists(scene.directory));
        }
    }

    @Test
    void aFreshFileSystemCountsAsEmpty() throws Exception {
        Files.createDirectories(scene.directory.resolve("lost+found"));
        Files.writeString(scene.directory.resolve("bank.json." + UUID.randomUUID() + ".new"), "{");
        try (FileBank bank = scene.bank()) {
            bank.put(Key.of("a"), Body.of("x"));
            assertEquals(List.of("a"), Scene.keys(bank));
        }
    }

    @Test
    void aDirectoryWithOtherFilesIsRefusedAndLeftAlone() throws Exception {
        Files.createDirectories(scene.directory);
        Files.writeString(scene.directory.resolve("letter.txt"), "dear");
        try (FileBank bank = scene.bank()) {
            Scene.assertKind(ProblemKind.CONFLICT, () -> bank.put(Key.of("a"), Body.of("x")));
        }
        assertEquals(List.of(scene.directory.resolve("letter.txt")), Scene.files(scene.directory));
    }

    @Test
    void withoutCreateABankMustBeThere() throws Exception {
        try (FileBank bank = scene.bank(scene.directory, false)) {
            Scene.assertKind(ProblemKind.UNAVAILABLE, bank::id);
            Files.createDirectories(scene.directory);
            Scene.assertKind(ProblemKind.UNAVAILABLE, () -> Scene.keys(bank));
            try (FileBank other = new Scene(place.resolve("elsewhere")).bank(scene.directory, true)) {
                other.put(Key.of("a"), Body.of("x"));
                assertEquals(List.of("a"), Scene.keys(bank));
                assertEquals(other.id(), bank.id());
            }
        }
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Files.writeString(scene.directory, "x");
        try (FileBank bank = scene.bank()) {
            Scene.assertKind(ProblemKind.INVALID, () -> Scene.keys(bank));
        }
    }

    @Test
    void aKnownBankThatHasGoneIsNeverBegunAgain() throws Exception {
        try (FileBank bank = scene.bank()) {
            bank.put(Key.of("a"), Body.of("x"));
        }
        Files.move(scene.directory, place.resolve("away"));
        try (FileBank bank = scene.bank()) {
            Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.put(Key.of("b"), Body.of("y")));
            assertFalse(Files.exists(scene.directory));
            Files.createDirectory(scene.directory);
            Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.put(Key.of("b"), Body.of("y")));
            assertEquals(List.of(), Scene.files(scene.directory));
            Files.delete(scene.directory);
            Files.move(place.resolve("away"), scene.directory);
            assertEquals(List.of("a"), Scene.keys(bank));
        }
    }

    @Test
    void anotherBankAtTheSamePlaceIsRefused() throws Exception {
        Scene other = new Scene(place.resolve("other"));
        try (FileBank bank = scene.bank(); FileBank foreign = other.bank()) {
            bank.put(Key.of("a"), Body.of("x"));
            foreign.put(Key.of("b"), Body.of("y"));
            String id = bank.id();
            Files.move(scene.directory, place.resolve("away"));
            Files.move(other.directory, scene.directory);
            Scene.assertKind(ProblemKind.CONFLICT, () -> Scene.read(bank, "b"));
            Scene.assertKind(ProblemKind.CONFLICT, () -> bank.put(Key.of("c"), Body.of("z")));
            assertEquals(id, bank.id());
        }
    }

    @Test
    void aDamagedOrNewerDocumentIsRefused() throws Exception {
        try (FileBank bank = scene.bank()) {
            bank.put(Key.of("a"), Body.of("x"));
        }
        Path document = scene.directory.resolve("bank.json");
        String good = Files.readString(document);
        for (String text : List.of("", "{", "[]", "{}", good.replace("1", "2"), "{\"formatVersion\": 1}", good.replace("-", "+"))) {
            Files.writeString(document, text);
            try (FileBank bank = scene.bank()) {
                Scene.assertKind(ProblemKind.DAMAGED, () -> Scene.keys(bank));
                Scene.assertKind(ProblemKind.DAMAGED, () -> bank.put(Key.of("b"), Body.of("y")));
            }
        }
        Files.writeString(document, good.replace("{", "{\"later\": true,"));
        try (FileBank bank = scene.bank()) {
            assertEquals(List.of("a"), Scene.keys(bank));
        }
    }

    @Test
    void ofSeveralWhoBeginABankAtOnceAllGetTheSame() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> beginners = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Scene own = new Scene(place.resolve("home" + i));
                beginners.add(() -> {
                    try (FileBank bank = own.bank(scene.directory, true)) {
                        bank.put(Key.of("a"), Body.of("x"));
                        return bank.id();
                    }
                });
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> each : threads.invokeAll(beginners)) {
                ids.add(each.get());
            }
            assertEquals(1, ids.size());
        }
        Path reserve = scene.directory.resolve("reserve");
        assertEquals(2, Scene.files(scene.directory).stream().filter(file -> !file.startsWith(reserve)).count(), "the document and the object");
    }
}
