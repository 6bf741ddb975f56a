package org.redoubt.plugin.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

class CommandTest {
    @TempDir
    private Path folder;

    private static CommandResult run(String... words) throws Exception {
        return new Command(List.of(words), Duration.ofSeconds(20)).run(Map.of("REDOUBT_SERVER", "web"));
    }

    @Test
    void statusAndOutputAreTold() throws Exception {
        assertEquals(new CommandResult(0, ""), run("true"));
        assertEquals(new CommandResult(3, "out err"), run("sh", "-c", "echo out; echo err >&2; exit 3"));
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        assertEquals("$HOME;*|a b|", run("printf", "%s|", "$HOME;*", "a b").output());
    }

    @Test
    void theProgramFindsTheServerInItsEnvironmentAndStandsInTheRoot() throws Exception {
        assertEquals("web C /", run("sh", "-c", "echo $REDOUBT_SERVER $LC_ALL $(pwd)").output());
    }

    @Test
    void aProgramThatReadsFindsTheEnd() throws Exception {
        assertEquals(new CommandResult(0, ""), run("cat"));
    }

    @Test
    void ofALotOfOutputTheEndIsKept() throws Exception {
        String output = run("sh", "-c", "yes nothing | head -n 100000; echo last").output();

        assertTrue(output.endsWith("nothing last"), output);
        assertTrue(output.length() <= 300);
    }

    @Test
    void aProgramThatIsNotThereIsNotFound() {
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(RedoubtException.class, () -> run("/no/such/program")).kind());
    }

    @Test
    void aChildThatIsLeftBehindDoesNotHoldTheCommandUp() throws Exception {
        Path pid = folder.resolve("pid");

        assertEquals(0, run("sh", "-c", "sleep 300 & echo $! > " + pid).status());

        end(pid);
    }

    @Test
    void atItsTimeOutItIsKilledWithAllThatItStarted() throws Exception {
        Path pid = folder.resolve("pid");
        Command command = new Command(List.of("sh", "-c", "echo started; sh -c 'sleep 300 & echo $! > " + pid + "; wait' & wait"),
                Duration.ofMillis(1500));

        RedoubtException e = assertThrows(RedoubtException.class, () -> command.run(Map.of()));

        assertEquals(ProblemKind.TIMEOUT, e.kind());
        assertTrue(e.getMessage().contains("did not end within 1500 ms and was killed: started"), e.getMessage());
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        child.ifPresent(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        assertFalse(child.filter(ProcessHandle::isAlive).isPresent());
    }

    @Test
    void atAnInterruptItIsKilled() throws Exception {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> run("sleep", "300"));

        assertFalse(Thread.interrupted());
        ProcessHandle.current().children()
                .filter(child -> child.info().command().filter(name -> name.endsWith("sleep")).isPresent())
                .forEach(child -> child.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    private static void end(Path pid) throws Exception {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }
}
