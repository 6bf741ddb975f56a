package org.redoubt.journal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.testkit.host.Host;

/** A disk that is full fails what cannot be written, and nothing else. */
class FullDiskTest {
    @TempDir
    Path directory;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(Host.isRoot(), "only root mounts a disk to fill");
        mounted = Host.status("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "no tmpfs can be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            Host.run("umount", disk.toString());
        }
    }

    @Test
    void givenAFullDiskThenItIsSaidAndTheJournalGoesOnWhenThereIsSpace() throws Exception {
        Place place = new Place(Files.createDirectory(disk.resolve("journal")));
        try (SqliteJournal journal = place.open()) {
            Place.await(journal.record(List.of(Place.operation(), Place.step(0))));
            Path filler = disk.resolve("filler");
            Host.status("dd", "if=/dev/zero", "of=" + filler, "bs=64k");

            long recorded = 0;
            CompletableFuture<Void> stage;
            do {
                recorded++;
                stage = journal.record(List.of(new JournalChange.Attached(Place.ID, "a", new byte[200_000]), Place.step(recorded))).toCompletableFuture();
                stage.handle((done, thrown) -> null).join();
            } while (!stage.isCompletedExceptionally());
            Problem problem = Place.refusal(stage);
            Place.assertKind(ProblemKind.FULL, problem);
            assertTrue(problem.hint().orElse("").contains("Free some space"), problem.toString());
            assertEquals(numbers(recorded), List.copyOf(journal.steps(Place.ID).keySet()), "all that was acknowledged can be read");

            Files.delete(filler);
            assertNull(journal.record(List.of(Place.step(recorded))).toCompletableFuture().join());
            assertEquals(numbers(recorded + 1), List.copyOf(journal.steps(Place.ID).keySet()));
        }
        try (SqliteJournal journal = place.open()) {
            assertTrue(journal.find(Place.ID).isPresent());
        }
    }

    @Test
    void givenAFullDiskThenNoJournalBeginsAndOneDoesLater() throws Exception {
        Path filler = disk.resolve("filler");
        Host.status("dd", "if=/dev/zero", "of=" + filler, "bs=64k");
        Place place = new Place(disk.resolve("journal"));
        try (SqliteJournal journal = place.open()) {
            Place.assertKind(ProblemKind.FULL, Place.refusal(journal.record(List.of(Place.operation()))));
            Files.delete(filler);
            Place.await(journal.record(List.of(Place.operation())));
        }
    }

    private static List<Long> numbers(long count) {
        return LongStream.range(0, count).boxed().toList();
    }
}
