package org.redoubt.plugin.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

class CommandTest {
    @TempDir
    private Path folder;

    private static CommandResult run(String... words) throws Exception {
        return new Command(List.of(words), Duration.ofMinutes(5)).run(Map.of("REDOUBT_SERVER", "web"));
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
    void aChildThatIsLeftBehindDoesNotHoldTheCommandUpAndNothingThatWasSaidIsLost() throws Exception {
        Path pid = folder.resolve("pid");

        assertEquals(new CommandResult(0, "last words"), run("sh", "-c", "sleep 300 & echo $! > " + pid + "; echo last words"));

        end(pid);
    }

    @Test
    void atItsTimeOutItIsKilledWithAllThatItStarted() throws Exception {
        Path pid = folder.resolve("pid");
        String started = "did not end within %d s and was killed: started";
        Duration timeout = Duration.ofSeconds(1);
        RedoubtException e = timeOut(timeout, pid);
        // A busy machine may take longer than that to begin at all.
        while (!e.getMessage().contains(started.formatted(timeout.toSeconds())) && timeout.compareTo(Duration.ofMinutes(1)) < 0) {
            timeout = timeout.multipliedBy(4);
            e = timeOut(timeout, pid);
        }

        assertEquals(ProblemKind.TIMEOUT, e.kind());
        assertTrue(e.getMessage().contains(started.formatted(timeout.toSeconds())), e.getMessage());
        awaitEnd(Long.parseLong(Files.readString(pid).strip()));
    }

    private static RedoubtException timeOut(Duration timeout, Path pid) {
        Command command = new Command(List.of("sh", "-c", "sh -c 'sleep 300 & echo $! > " + pid + "; echo started; wait' & wait"), timeout);
        return assertThrows(RedoubtException.class, () -> command.run(Map.of()));
    }

    @Test
    void atAnInterruptItIsKilled() throws Exception {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> run("sleep", "300"));

        assertFalse(Thread.interrupted());
        List<ProcessHandle> sleepers = ProcessHandle.current().children()
                .filter(child -> child.info().command().filter(name -> name.endsWith("sleep")).isPresent()).toList();
        for (ProcessHandle sleeper : sleepers) {
            awaitEnd(sleeper.pid());
        }
    }

    /** Waits until a process does nothing any more. One that lost its parent may stay as a zombie where nobody collects those. */
    private static void awaitEnd(long pid) throws Exception {
        Path status = Path.of("/proc", Long.toString(pid), "stat");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (isRunning(status)) {
            assertTrue(System.nanoTime() < end, () -> "The process " + pid + " still runs.");
            Thread.sleep(5);
        }
    }

    private static boolean isRunning(Path status) {
        try {
            return !Files.readString(status).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    private static void end(Path pid) throws Exception {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }
}
