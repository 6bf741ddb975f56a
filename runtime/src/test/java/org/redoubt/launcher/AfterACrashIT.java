package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.JsonObject;
import org.redoubt.launcher.CommandHome.Outcome;

@DisplayName("After a runtime was killed in the middle of a protect")
final class AfterACrashIT {
    @TempDir
    private Path temporary;
    private CommandHome redoubt;
    private String operation;

    /** The runtime dies while the server is being frozen, which takes until the test lets it go on. */
    @BeforeEach
    void crash() throws Exception {
        redoubt = new CommandHome(temporary.resolve("home"), temporary);
        Path volume = Files.createDirectory(temporary.resolve("volume"));
        Files.writeString(volume.resolve("file"), "content");
        Path thawed = temporary.resolve("thawed");
        makeGate();
        assertEquals(0, redoubt.run("start").status());
        redoubt.configure("org.redoubt.server.command-web.config", "name=\"web\"\nvolumes=[\"" + volume + "\"]\ngrade=\"application\"\n"
                + "freezeTimeout=\"3600\"\nfreeze=[\"sh\",\"-c\",\"touch " + begun() + "; cat " + gate() + "\"]\n"
                + "thaw=[\"sh\",\"-c\",\"test ! -e " + refuses() + " && touch " + thawed + "\"]\n");
        awaitServer();
        await(thawed, killed());
        Files.delete(gate());
        Files.createFile(gate());
        operation = interrupted();
    }

    private void makeGate() throws Exception {
        Files.deleteIfExists(gate());
        assertEquals(0, new ProcessBuilder("mkfifo", gate().toString()).start().waitFor());
    }

    /** The command of a protect whose runtime was killed while the server was being frozen; the freeze has gone on since. */
    private Process killed() throws Exception {
        CommandHome.Running protect = redoubt.start("protect", "Host::Server#web");
        await(begun(), protect.process());
        assertTrue(ProcessHandle.of(redoubt.pid()).orElseThrow().destroyForcibly());
        assertEquals(1, redoubt.outcome(protect).status());
        // Opened for both, as that never waits.
        new RandomAccessFile(gate().toFile(), "rw").close();
        return protect.process();
    }

    private String interrupted() throws Exception {
        return redoubt.json("operations", "--open").array("operations").stream().map(JsonObject.class::cast)
                .findFirst().orElseThrow().string("id").orElseThrow();
    }

    @AfterEach
    void stopWhatRuns() throws Exception {
        redoubt.run("stop");
    }

    @Test
    @DisplayName("the next commands say so in one line, the operation can be looked at, and resume brings it to its end")
    void isGoneOnWith() throws Exception {
        Outcome next = redoubt.run("checkpoints");
        assertEquals(0, next.status());
        assertEquals(1, next.err().lines().count(), next.err());
        assertTrue(next.err().contains("was interrupted") && next.err().contains("redoubt resume " + operation), next.err());

        assertEquals(0, redoubt.run("start").status());
        awaitNothingToTakeBack();
        String open = redoubt.run("operations", "--open").out();
        assertTrue(open.contains("interrupted") && open.contains("redoubt undo " + operation), open);
        Outcome why = redoubt.run("why", operation);
        assertTrue(why.out().contains("interrupted") && why.out().contains("redoubt resume " + operation), why.out());
        Outcome timeline = redoubt.run("timeline", operation);
        assertEquals(1, timeline.status());
        assertTrue(timeline.err().contains("has no timeline: its runtime stopped in the middle of it"), timeline.err());

        Outcome resumed = redoubt.run("resume", operation);
        assertEquals(0, resumed.status(), resumed.err());
        assertTrue(resumed.out().contains("has gone on") && resumed.out().contains("is available, consistency "), resumed.out());
        Outcome after = redoubt.run("checkpoints");
        assertEquals("", after.err());
        assertTrue(after.out().contains("available"), after.out());
        assertEquals(List.of(), redoubt.json("operations", "--open").array("operations"));

        Outcome again = redoubt.run("resume", operation);
        assertEquals(1, again.status());
        assertTrue(again.err().contains("nothing to go on with"), again.err());
        Outcome undo = redoubt.run("undo", operation);
        assertEquals(1, undo.status());
        assertTrue(undo.err().contains("nothing that could be taken back"), undo.err());
    }

    @Test
    @DisplayName("undo gives it up, its checkpoint is marked and can be deleted, and nobody is reminded any more")
    void isTakenBack() throws Exception {
        Outcome undone = redoubt.run("undo", operation, "--json");
        assertEquals(0, undone.status(), undone.out() + undone.err());
        JsonObject view = redoubt.json("operations", operation).object("operation").orElseThrow();
        assertEquals("cancelled", view.string("state").orElse(""));
        Outcome checkpoints = redoubt.run("checkpoints");
        assertEquals("", checkpoints.err());
        assertTrue(checkpoints.out().contains("error"), checkpoints.out());
        String why = redoubt.run("why", view.string("checkpoint").orElseThrow()).out();
        assertTrue(why.contains("redoubt delete"), why);
        assertEquals(0, redoubt.run("delete", view.string("checkpoint").orElseThrow()).status());
        assertFalse(redoubt.run("checkpoints").out().contains("error"));
    }

    @Test
    @DisplayName("what cannot be taken back is kept, shown with its reason, and tried again by undo until it can be")
    void isKeptUntilItCanBeTakenBack() throws Exception {
        assertEquals(0, redoubt.run("undo", operation).status());
        Files.delete(begun());
        Files.createFile(refuses());
        makeGate();
        assertEquals(0, redoubt.run("start").status());
        killed();
        operation = interrupted();
        Outcome refused = redoubt.run("undo", operation);
        assertEquals(1, refused.status(), refused.out());
        assertTrue(refused.err().startsWith("redoubt: 1 step of the protect " + operation + " could not be taken back; "), refused.err());
        assertEquals(1, steps(refused.err()), refused.err());
        String open = redoubt.run("operations", "--open").out();
        assertEquals(1, steps(open), open);
        Files.delete(refuses());
        // The runtime that is started for it may have taken the step back before it is asked to.
        redoubt.run("undo", operation);
        assertEquals(List.of(), redoubt.json("operations", "--open").array("operations"));
    }

    @Test
    @DisplayName("a finished restore is taken back by undo, and that is all there is to take back")
    void aFinishedRestore() throws Exception {
        assertEquals(0, redoubt.run("start").status());
        assertEquals(0, redoubt.run("resume", operation).status());
        Path back = temporary.resolve("back");
        assertEquals(0, redoubt.run("restore", "latest", "--to", back.toString()).status());
        assertTrue(Files.exists(back.resolve("volume/file")));
        assertEquals(0, redoubt.run("undo", "latest").status());
        assertFalse(Files.exists(back));
        assertEquals(1, redoubt.run("undo", "latest").status());
    }

    /** How often a text tells of the freeze that is left. */
    private static long steps(String text) {
        return text.lines().filter(line -> line.matches("  thaw of Host::Server#web, urgent, by \\S+ \\S+, tried \\d+ times?: The server \"web\" may still be frozen: .*")).count();
    }

    /** There once the server is being frozen. */
    private Path begun() {
        return temporary.resolve("begun");
    }

    /** What a freeze waits for. */
    private Path gate() {
        return temporary.resolve("gate");
    }

    /** The server cannot be thawed while there is such a file. */
    private Path refuses() {
        return temporary.resolve("refuses");
    }

    private void awaitServer() throws Exception {
        long giveUp = giveUp();
        while (!redoubt.run("protectables", "Host::Server").out().contains("web")) {
            assertTrue(System.nanoTime() < giveUp, "the server is not known");
        }
    }

    private void awaitNothingToTakeBack() throws Exception {
        long giveUp = giveUp();
        JsonObject view = redoubt.json("operations", operation).object("operation").orElseThrow();
        while (!view.string("state").orElse("").equals("interrupted") || view.number("openUndoSteps").orElse(-1) > 0) {
            assertTrue(System.nanoTime() < giveUp, view.toString());
            view = redoubt.json("operations", operation).object("operation").orElseThrow();
        }
    }

    private static void await(Path file, Process process) throws Exception {
        long giveUp = giveUp();
        while (!Files.exists(file)) {
            assertTrue(System.nanoTime() < giveUp, () -> file + " is not there, and the command " + (process.isAlive() ? "runs" : "has ended"));
            Thread.sleep(20);
        }
    }

    private static long giveUp() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    }
}
