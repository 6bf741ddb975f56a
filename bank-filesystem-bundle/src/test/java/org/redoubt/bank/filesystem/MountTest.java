package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;

/** Disks that are full, not mounted, or mounted read-only. */
@SuppressWarnings("try")
class MountTest {
    @TempDir
    Path place;
    private Scene scene;

    @BeforeEach
    void prepare() {
        scene = new Scene(place);
    }

    @Test
    void aBankWhoseDiskIsUnmountedIsAnErrorUntilItIsBack() throws Exception {
        Path disk = Files.createDirectory(place.resolve("disk"));
        try (FileBank bank = scene.bank()) {
            String id;
            try (Mount mounted = Mount.bind(disk, scene.directory)) {
                bank.put(Key.of("a/b"), Body.of("x"));
                id = bank.id();
            }
            unavailable(bank);
            assertEquals(id, bank.id());
            try (FileBank afterRestart = scene.bank()) {
                unavailable(afterRestart);
                assertEquals(id, afterRestart.id());
            }
            assertEquals(List.of(), Scene.files(scene.directory), "nothing was written to the mount point");
            try (Mount again = Mount.bind(disk, scene.directory)) {
                assertEquals("x", Scene.read(bank, "a/b"));
                bank.put(Key.of("a/c"), Body.of("y"));
                assertEquals(List.of("a/b", "a/c"), Scene.keys(bank));
                bank.close();
            }
        }
    }

    private static void unavailable(FileBank bank) {
        Key key = Key.of("a/b");
        for (BankException each : List.of(
                Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.put(key, Body.of("lost"))),
                Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.putIfAbsent(key, Body.of("lost"))),
                Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.get(key, ByteRange.ALL)),
                Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.stat(key)),
                Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.list(Prefix.ALL, Optional.empty(), 1)),
                Scene.assertKind(ProblemKind.UNAVAILABLE, () -> bank.delete(key)))) {
            assertTrue(each.problem().hint().orElse("").contains("Mount its disk"), () -> each.problem().toString());
            assertTrue(each.kind().retryable());
        }
    }

    @Test
    void aFullDiskLeavesWhatWasThereAndTakesMoreWhenThereIsSpace() throws Exception {
        try (Mount disk = Mount.small(scene.directory, "4m"); FileBank bank = scene.bank()) {
            byte[] large = new byte[1 << 20];
            int stored = 0;
            BankException full = null;
            while (full == null && stored < 10) {
                try {
                    bank.put(Key.of("object/" + stored), Body.of(large));
                    stored++;
                } catch (BankException e) {
                    full = e;
                }
            }
            assertEquals(ProblemKind.FULL, full.kind(), full.problem().toString());
            int first = stored;
            Scene.assertKind(ProblemKind.FULL, () -> bank.put(Key.of("object/0"), Body.of(large)));
            Scene.assertKind(ProblemKind.FULL, () -> bank.putIfAbsent(Key.of("other"), Body.of(large)));
            assertEquals(first, Scene.keys(bank).size());
            assertEquals(List.of(), scene.unfinished());
            for (int i = 0; i < first; i++) {
                assertEquals(large.length, Scene.read(bank, "object/" + i).length());
            }
            bank.delete(Key.of("object/0"));
            bank.put(Key.of("object/new"), Body.of(large));
            bank.close();
        }
    }

    @Test
    void aReadOnlyDiskCanBeRead() throws Exception {
        Path disk = Files.createDirectory(place.resolve("disk"));
        try (Mount mounted = Mount.bind(disk, scene.directory)) {
            try (FileBank bank = scene.bank()) {
                bank.put(Key.of("a/b"), Body.of("x"));
            }
            mounted.readOnly();
            try (FileBank bank = scene.bank()) {
                assertEquals("x", Scene.read(bank, "a/b"));
                assertEquals(List.of("a/b"), Scene.keys(bank));
                Scene.assertKind(ProblemKind.DENIED, () -> bank.put(Key.of("a/c"), Body.of("y")));
                Scene.assertKind(ProblemKind.DENIED, () -> bank.delete(Key.of("a/b")));
            }
        }
    }

    @Test
    void aNewBankOnAReadOnlyDiskIsDenied() throws Exception {
        Path disk = Files.createDirectory(place.resolve("disk"));
        try (Mount mounted = Mount.bind(disk, scene.directory); FileBank bank = scene.bank()) {
            mounted.readOnly();
            Scene.assertKind(ProblemKind.DENIED, () -> bank.put(Key.of("a"), Body.of("x")));
            Scene.assertKind(ProblemKind.DENIED, bank::id);
        }
    }
}
