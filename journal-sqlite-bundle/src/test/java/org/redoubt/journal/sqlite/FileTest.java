package org.redoubt.journal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** The file: whose it is, what is in it, and how it is opened and closed. */
class FileTest {
    @TempDir
    Path home;

    @Test
    void onlyItsOwnerSeesIt() throws Exception {
        Place place = new Place(home.resolve("var/journal"));
        try (SqliteJournal journal = place.open()) {
            Place.await(journal.record(List.of(Place.operation())));
            assertEquals("rwx------", permissions(place.directory()));
            for (String name : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
                assertEquals("rw-------", permissions(place.directory().resolve(name)), name);
            }
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void toLookForSomethingMakesNothing() throws Exception {
        Place place = new Place(home.resolve("var/journal"));
        try (SqliteJournal journal = place.open()) {
            assertEquals(List.of(), journal.list(true, 10));
            assertEquals(Optional.empty(), journal.find(Place.ID));
        }
        assertTrue(Files.notExists(place.directory()));
    }

    @Test
    void aPersonReadsItWithATool() throws Exception {
        Place place = new Place(home);
        try (SqliteJournal journal = place.open()) {
            Place.await(journal.record(List.of(Place.operation(), Place.step(7), new JournalChange.Attached(Place.ID, "graph", new byte[3]))));
            assertEquals(List.of("attachment", "operation", "progress", "resource", "step"),
                    place.show("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"));
            assertEquals(List.of("{\"number\":7}"), place.show("SELECT document FROM step WHERE operation = '" + Place.ID + "' AND number = 7"));
            assertEquals(List.of("graph"), place.show("SELECT name FROM attachment"));
        }
    }

    @Test
    void whatIsForgottenLeavesNoRowBehind() throws Exception {
        Place place = new Place(home);
        try (SqliteJournal journal = place.open()) {
            Place.await(journal.record(List.of(Place.operation(), Place.step(7), new JournalChange.Attached(Place.ID, "graph", new byte[3]),
                    new JournalChange.Progressed(Place.ID, 1, new byte[3]), new JournalChange.ResourceChanged(Place.ID, 1, JsonObject.empty()))));
            Place.await(journal.record(List.of(new JournalChange.Forgotten(Place.ID))));
            for (String table : List.of("operation", "attachment", "step", "progress", "resource")) {
                assertEquals(List.of("0"), place.show("SELECT count(*) FROM " + table), table);
            }
        }
    }

    @Test
    void aNameWithOddCharactersIsAName() throws Exception {
        Place place = new Place(Files.createDirectory(home.resolve("a ?cache=shared&x %41 #é")));
        place.begun();
        assertTrue(Files.exists(place.file()));
        try (SqliteJournal journal = place.open()) {
            assertEquals(1, journal.steps(Place.ID).size());
        }
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(1, files.count(), "nothing lies beside it");
        }
    }

    @Test
    void whatWaitsIsWrittenBeforeItCloses() throws Exception {
        Place place = new Place(home);
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        try (SqliteJournal journal = place.open()) {
            journal.record(List.of(Place.operation()));
            for (int i = 0; i < 2000; i++) {
                stages.add(journal.record(List.of(Place.step(i))).toCompletableFuture());
            }
        }
        assertTrue(stages.stream().allMatch(stage -> stage.isDone() && !stage.isCompletedExceptionally()));
        assertFalse(Files.exists(home.resolve("journal.db-wal")), "the log is in the database");
        try (SqliteJournal journal = place.open()) {
            assertEquals(2000, journal.steps(Place.ID).size());
        }
    }

    @Test
    void aClosedJournalSaysSo() throws Exception {
        SqliteJournal journal = new Place(home).begun().open();
        journal.close();
        Place.assertKind(ProblemKind.UNAVAILABLE, Place.refusal(journal.record(List.of(Place.step(2)))));
        Place.assertKind(ProblemKind.UNAVAILABLE, assertThrows(RedoubtException.class, () -> journal.steps(Place.ID)).problem());
        journal.close();
    }

    private static CompletableFuture<Void> firstRefused(SqliteJournal journal, JournalChange change) {
        CompletableFuture<Void> stage;
        do {
            stage = journal.record(List.of(change)).toCompletableFuture();
        } while (!stage.isCompletedExceptionally());
        return stage;
    }

    @Test
    void whenTheDiskIsTooSlowThenFurtherListsAreRefusedUntilItIsNot() throws Exception {
        Place place = new Place(home).begun();
        try (SqliteJournal journal = new SqliteJournal(place.file(), 100 << 10)) {
            try (Connection tool = place.tool(); Statement statement = tool.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                Place.assertKind(ProblemKind.UNAVAILABLE, Place.refusal(firstRefused(journal, new JournalChange.StepClosed(Place.ID, 2))));
                // Whoever is about to do something that has to be undone is not kept from it by that.
                CompletableFuture<Void> opened = journal.record(List.of(Place.step(2))).toCompletableFuture();
                Place.assertKind(ProblemKind.UNAVAILABLE, Place.refusal(firstRefused(journal, Place.step(2))));
                statement.execute("COMMIT");
                opened.join();
            }
            while (journal.record(List.of(Place.step(3))).handle((done, thrown) -> thrown).toCompletableFuture().join() != null) {
                Thread.onSpinWait();
            }
            assertTrue(journal.steps(Place.ID).containsKey(3L));
        }
    }
}
