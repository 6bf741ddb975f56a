package org.redoubt.plugin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Parameters;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.protection.TestProtectContext;
import org.redoubt.testkit.protection.TestSection;

class FreezeCheckTest {
    private static final Path ELSEWHERE = Path.of("/dev/shm");

    @TempDir
    private Path place;

    private static void assumeAnotherFileSystem(Path path) throws Exception {
        assumeTrue(Files.isDirectory(ELSEWHERE) && !Files.getAttribute(ELSEWHERE, "unix:dev").equals(Files.getAttribute(path, "unix:dev")),
                "there is no second file system here");
    }

    @Test
    void theTemporaryFolderMustNotBeFrozen() {
        Problem problem = new FreezeCheck(Set.of()).check("web", List.of(Path.of(System.getProperty("java.io.tmpdir")))).orElseThrow();

        assertTrue(problem.message().contains("the temporary folder " + System.getProperty("java.io.tmpdir")), problem.toString());
        assertTrue(problem.message().contains("it would block its own thaw"), problem.toString());
    }

    @Test
    void givenSeveralPathsThatMustNotBeFrozenThenOneSentenceNamesThemAll() {
        Path one = place.resolve("one");
        Path two = place.resolve("two");

        Problem problem = new FreezeCheck(Set.of(place.resolve("home"))).check("web", List.of(one, two)).orElseThrow();

        assertTrue(problem.message().contains("would freeze " + one + " and " + two + ", and with them "), problem.toString());
        assertEquals(1, problem.message().split("the directory " + place.resolve("home"), -1).length - 1, problem.toString());
    }

    @Test
    void whatLiesBelowOrOnTheSameFileSystemMustNotBeFrozenAlsoIfItIsNotThereYet() throws Exception {
        assumeAnotherFileSystem(place);
        Path needed = ELSEWHERE.resolve("redoubt-not-there/yet");

        Optional<Problem> problem = new FreezeCheck(Set.of(needed)).check("web", List.of(ELSEWHERE.resolve("another-directory")));

        assertTrue(problem.orElseThrow().message().contains("the directory " + needed), problem.toString());
    }

    @Test
    void aFileThatTheRuntimeWritesToIsCalledAFile() throws Exception {
        Path log = Files.createFile(place.resolve("start.log"));

        Problem problem = new FreezeCheck(Set.of(log)).check("web", List.of(place)).orElseThrow();

        assertTrue(problem.message().contains("the file " + log), problem.toString());
    }

    @Test
    void anotherFileSystemMayBeFrozen() throws Exception {
        assumeAnotherFileSystem(place);
        assumeAnotherFileSystem(Path.of(System.getProperty("java.io.tmpdir")));

        assertEquals(Optional.empty(), new FreezeCheck(Set.of(place)).check("web", List.of(ELSEWHERE)));
    }

    @Test
    void thePreFlightCheckSaysSoAndWithFreezeFalseHasNothingAgainstIt() throws Exception {
        try (House house = new House(place.resolve("storage"))) {
            Scene scene = new Scene(house, place, "web").declare(Map.of("frozenPaths", place.toString(), "thaw", "/no/such/thaw"));
            TestProtectContext context = scene.context(new TestSection(), step -> { });
            context.useRuntimePaths(Set.of(place.resolve("home")));

            List<String> problems = scene.protect().onCheck(scene.checkpoint(), scene.resource(), context, Parameters.empty()).stream()
                    .map(Problem::message).toList();

            assertEquals("The thaw command \"/no/such/thaw\" of the server \"web\" is no program on this host.", problems.getFirst());
            assertEquals(2, problems.size(), problems.toString());
            assertTrue(problems.getLast().startsWith("The server \"web\" cannot be frozen: that would freeze " + place + ", and with it "), problems.toString());
            assertTrue(problems.getLast().contains("the directory " + place.resolve("home")), problems.toString());
            assertEquals(List.of(), scene.protect().onCheck(scene.checkpoint(), scene.resource(), context,
                    Parameters.of(JsonObject.builder().put("freeze", false).build())));
            assertEquals(List.of(), scene.log());
        }
    }

    @Test
    void whereWatchdogsLeaveWordMustNotBeFrozen() throws Exception {
        assumeAnotherFileSystem(place);
        Path storage = Files.createTempDirectory(ELSEWHERE, "redoubt-");
        try (House house = new House(storage)) {
            Scene scene = new Scene(house, place, "web").declare(Map.of("frozenPaths", storage.toString()));

            List<Problem> problems = scene.protect().onCheck(scene.checkpoint(), scene.resource(), scene.context(new TestSection(), step -> { }), Parameters.empty());

            assertEquals(1, problems.size(), problems.toString());
            assertTrue(problems.getFirst().message().contains("/watchdogs of this runtime; it would block its own thaw."), problems.toString());
        } finally {
            Host.run("rm", "-rf", storage.toString());
        }
    }

    @Test
    void aServerWithMoreVolumesThanCanBeDescribedIsRefusedBeforeAnythingIsDone() throws Exception {
        try (House house = new House(place.resolve("storage"))) {
            String volumes = IntStream.range(0, 300).mapToObj(number -> place.resolve("volume-".repeat(30) + number).toString()).collect(Collectors.joining(", "));
            Scene scene = new Scene(house, place, "web").declare(Map.of("volumes", volumes));

            List<Problem> problems = scene.protect().onCheck(scene.checkpoint(), scene.resource(), scene.context(new TestSection(), step -> { }),
                    Parameters.of(JsonObject.builder().put("freeze", false).build()));

            assertEquals(1, problems.size(), problems.toString());
            assertTrue(problems.getFirst().message().startsWith("The server \"web\" with its 300 volumes takes "), problems.toString());
            assertEquals(List.of(), scene.log());
        }
    }
}
