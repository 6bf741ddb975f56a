package org.redoubt.journal.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** A file that is not what was written is explained and never replaced. */
class DamageTest {
    @TempDir
    Path directory;

    private Place place;

    @BeforeEach
    void begin() throws Exception {
        place = new Place(directory).begun();
    }

    static Stream<Named<UnaryOperator<byte[]>>> damages() {
        return Stream.of(Named.of("overwritten from its beginning", bytes -> filled(bytes, 0, 5000)),
                Named.of("overwritten behind its header", bytes -> filled(bytes, 200, bytes.length)),
                Named.of("cut to its first page", bytes -> Arrays.copyOf(bytes, 4096)),
                Named.of("cut in its header", bytes -> Arrays.copyOf(bytes, 50)),
                Named.of("empty", bytes -> new byte[0]));
    }

    private static byte[] filled(byte[] bytes, int from, int to) {
        Arrays.fill(bytes, from, to, (byte) 0x5a);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("damages")
    void givenADamagedFileThenEveryCallSaysSoUntilItIsMended(UnaryOperator<byte[]> damage) throws Exception {
        byte[] sound = Files.readAllBytes(place.file());
        byte[] damaged = damage.apply(sound.clone());
        Files.write(place.file(), damaged);
        try (SqliteJournal journal = place.open()) {
            Problem problem = Place.refusal(journal);
            Place.assertKind(ProblemKind.DAMAGED, problem);
            assertTrue(problem.message().contains(place.file() + " is damaged"), problem.message());
            assertEquals(1, problem.message().lines().count());
            assertTrue(problem.hint().orElse("").contains("move journal.db"), problem.toString());
            assertArrayEquals(damaged, Files.readAllBytes(place.file()));

            Files.write(place.file(), sound);
            assertEquals(Set.of(1L), journal.steps(Place.ID).keySet());
            Place.await(journal.record(List.of(Place.step(2))));
        }
    }

    @Test
    void givenALogWithoutItsDatabaseThenNothingBegins() throws Exception {
        Files.move(place.file(), directory.resolve("elsewhere"));
        Files.write(directory.resolve("journal.db-wal"), new byte[100]);
        try (SqliteJournal journal = place.open()) {
            Place.assertKind(ProblemKind.DAMAGED, Place.refusal(journal));
            assertTrue(Files.notExists(place.file()));
        }
    }

    @Test
    void givenAFileThatGoesWhileItIsUsedThenNothingIsAcknowledged() throws Exception {
        try (SqliteJournal journal = place.open()) {
            Place.await(journal.record(List.of(Place.step(2))));
            Path elsewhere = directory.resolve("elsewhere");
            Files.move(place.file(), elsewhere);
            Place.assertKind(ProblemKind.DAMAGED, Place.refusal(journal.record(List.of(Place.step(3)))));
            Place.assertKind(ProblemKind.DAMAGED, Place.refusal(journal.record(List.of(Place.step(4)))));
            assertTrue(Files.notExists(place.file()), "nothing has begun in its place");
            Files.move(elsewhere, place.file(), StandardCopyOption.ATOMIC_MOVE);
            Place.await(journal.record(List.of(Place.step(5))));
            assertEquals(Set.of(1L, 2L, 5L), journal.steps(Place.ID).keySet());
        }
    }

    @Test
    void givenAJournalOfANewerVersionThenItIsRefusedAndLeftAlone() throws Exception {
        place.change("PRAGMA user_version = 2");
        byte[] newer = Files.readAllBytes(place.file());
        try (SqliteJournal journal = place.open()) {
            Problem problem = Place.refusal(journal);
            Place.assertKind(ProblemKind.UNSUPPORTED, problem);
            assertTrue(problem.message().contains("version 2"), problem.message());
        }
        assertArrayEquals(newer, Files.readAllBytes(place.file()));
    }

    @Test
    void givenADatabaseOfSomethingElseThenItIsRefused() throws Exception {
        place.change("PRAGMA application_id = 0");
        try (SqliteJournal journal = place.open()) {
            Place.assertKind(ProblemKind.DAMAGED, Place.refusal(journal));
        }
    }

    @Test
    void givenADocumentThatIsNoJsonThenReadingItSaysSo() throws Exception {
        place.change("UPDATE step SET document = '{'");
        try (SqliteJournal journal = place.open()) {
            Place.assertKind(ProblemKind.DAMAGED, assertThrows(RedoubtException.class, () -> journal.steps(Place.ID)).problem());
            assertEquals(1, journal.list(true, 10).size());
        }
    }
}
