package org.redoubt.bank.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.ProblemKind;

/** What a bank keeps back for the records that end something, on disks that are really full. */
@SuppressWarnings("try")
class ReserveTest {
    private static final PutOptions RECORD = PutOptions.defaults().onlyIfAbsent().fromReserve();

    @TempDir
    Path place;
    private Scene scene;

    @BeforeEach
    void prepare() {
        scene = new Scene(place);
    }

    @Test
    void givenAFullDiskInMemoryThenRecordsFindRoomAndTheReserveIsRemade() throws Exception {
        try (Mount disk = Mount.small(scene.directory, "8m"); FileBank bank = scene.bank()) {
            recordsFindRoom(bank);
            bank.close();
        }
    }

    @Test
    void givenAFullExt4ThenRecordsFindRoomAndTheReserveIsRemade() throws Exception {
        try (Mount disk = Mount.ext4(place.resolve("image"), scene.directory, 32 << 20)) {
            Files.deleteIfExists(scene.directory.resolve("lost+found"));
            try (FileBank bank = scene.bank()) {
                recordsFindRoom(bank);
            }
        }
    }

    private void recordsFindRoom(Bank bank) throws Exception {
        bank.put(Key.of("old/one"), Body.of("x"));
        long whole = reserve();
        assertTrue(whole >= 1 << 20, "the reserve has " + whole + " bytes");
        Path filler = scene.directory.resolve("filler");
        fill(filler);
        Scene.assertKind(ProblemKind.FULL, () -> bank.put(Key.of("new/one"), Body.of(new byte[300_000])));
        for (int i = 0; i < 20; i++) {
            assertTrue(bank.put(Key.of("record/" + i + "/end"), Body.of("it ended"), RECORD));
        }
        assertFalse(bank.put(Key.of("record/0/end"), Body.of("it ended"), RECORD), "the first one stays");
        assertTrue(reserve() < whole);
        Scene.assertKind(ProblemKind.FULL, () -> bank.put(Key.of("new/one"), Body.of(new byte[300_000])));
        assertEquals(List.of(), scene.unfinished());
        assertEquals("it ended", Scene.read(bank, "record/19/end"));

        Files.delete(filler);
        bank.delete(Key.of("old/one"));
        assertEquals(whole, reserve());
    }

    @Test
    void givenAReserveThatIsUsedUpThenOneSentenceSaysSo() throws Exception {
        try (Mount disk = Mount.small(scene.directory, "8m"); FileBank bank = scene.bank()) {
            bank.put(Key.of("old/one"), Body.of("x"));
            fill(scene.directory.resolve("filler"));
            BankException full = Scene.assertKind(ProblemKind.FULL,
                    () -> bank.put(Key.of("record"), Body.of(new byte[2 << 20]), RECORD));
            assertTrue(full.problem().message().contains("not even in its reserve"), full.problem().toString());
            assertTrue(full.problem().hint().orElse("").contains("by other means"), full.problem().toString());
            bank.close();
        }
    }

    @Test
    void givenNothingStoredThenNoReserveIsMade() throws Exception {
        try (FileBank bank = scene.bank()) {
            assertEquals(List.of(), Scene.keys(bank));
            assertFalse(Files.exists(scene.directory.resolve("reserve")));
        }
    }

    @Test
    void givenALinkInPlaceOfTheReserveThenNothingIsMadeBehindIt() throws Exception {
        Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
        try (FileBank bank = scene.bank()) {
            bank.id();
            Files.createSymbolicLink(scene.directory.resolve("reserve"), elsewhere);
            Scene.assertKind(ProblemKind.DAMAGED, () -> bank.put(Key.of("a"), Body.of("x")));
        }
        assertEquals(List.of(), Scene.files(elsewhere));
    }

    private long reserve() throws IOException {
        long bytes = 0;
        for (Path part : Scene.files(scene.directory.resolve("reserve"))) {
            bytes += Files.size(part);
        }
        return bytes;
    }

    /** Takes every byte that is left. */
    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int size = 1 << 20; size > 0; size /= 2) {
                while (written(out, size)) {
                    continue;
                }
            }
        }
    }

    private static boolean written(OutputStream out, int size) {
        try {
            out.write(new byte[size]);
            return true;
        } catch (IOException full) {
            return false;
        }
    }
}
