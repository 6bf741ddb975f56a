package org.redoubt.journal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** Other processes: one that is killed, and one that wants the same journal. */
class ProcessTest {
    private static final int ACKNOWLEDGED = 2000;

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        Place place = new Place(directory.resolve("journal"));
        List<Long> acknowledged = new ArrayList<>();
        Process recorder = recorder(place);
        try (BufferedReader lines = lines(recorder)) {
            while (acknowledged.size() < ACKNOWLEDGED) {
                acknowledged.add(Long.parseLong(lines.readLine()));
            }
            try (SqliteJournal second = place.open()) {
                Problem problem = Place.refusal(second);
                Place.assertKind(ProblemKind.UNAVAILABLE, problem);
                assertTrue(problem.message().contains("in use by another runtime"), problem.message());
            }
            // By the handle, as the process itself would close what it has still to say.
            recorder.toHandle().destroyForcibly();
            // The last line may be torn by the kill.
            List<String> rest = lines.lines().toList();
            rest.subList(0, Math.max(0, rest.size() - 1)).forEach(line -> acknowledged.add(Long.parseLong(line)));
        } finally {
            recorder.destroyForcibly().waitFor();
        }
        try (SqliteJournal journal = place.open()) {
            List<Long> found = List.copyOf(journal.steps(Place.ID).keySet());
            assertEquals(LongStream.range(0, found.size()).boxed().toList(), found, "what is there has no gap");
            assertTrue(found.containsAll(acknowledged), "all that was acknowledged is there");
            Place.await(journal.record(List.of(Place.step(-1))));
        }
    }

    @Test
    void aSecondOneInThisProcessIsRefusedAndTakesNothingFromTheFirst() throws Exception {
        Place place = new Place(directory).begun();
        try (SqliteJournal second = place.open()) {
            try (SqliteJournal first = place.open()) {
                Place.await(first.record(List.of(Place.step(2))));
                Place.assertKind(ProblemKind.UNAVAILABLE, Place.refusal(second));
                Process other = recorder(place);
                try (BufferedReader lines = lines(other)) {
                    assertTrue(lines.lines().anyMatch(line -> line.contains("in use by another runtime")));
                } finally {
                    other.destroyForcibly().waitFor();
                }
                Place.await(first.record(List.of(Place.step(3))));
            }
            assertEquals(3, second.steps(Place.ID).size());
        }
    }

    private Process recorder(Place place) throws Exception {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + directory, "-cp", System.getProperty("java.class.path"), Recorder.class.getName(), place.directory().toString())
                .redirectErrorStream(true).start();
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
