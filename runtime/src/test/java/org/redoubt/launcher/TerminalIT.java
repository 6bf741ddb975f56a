package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.JsonObject;

/** The script at a terminal, talking to a runtime that runs already, whose bank is read slowly. */
@DisplayName("At a terminal")
final class TerminalIT {
    private static final int SIZE = 4 << 20;

    @TempDir
    private static Path temporary;
    private static RunningRuntime runtime;
    private static CommandHome home;

    @BeforeAll
    static void start() throws Exception {
        home = new CommandHome(temporary.resolve("home"), temporary);
        new Home(home.home()).prepare(RunningRuntime.distribution());
        home.configure("org.redoubt.bank.filesystem-slow.cfg", "name = slow\npath = " + temporary.resolve("bank") + "\ncreate = true\n");
        home.configure("org.redoubt.provider-slow.cfg", "name = slow\nbank = slow\nreadRate = 64K\n");
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home.home());
    }

    @AfterAll
    static void stop() throws Exception {
        runtime.stop();
    }

    @Test
    @DisplayName("a restore shows how much of it is done and how fast, and Ctrl-C takes it back in the runtime that goes on")
    void progress() throws Exception {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        Path image = Files.write(temporary.resolve("disk.img"), bytes);
        RunningRuntime.Result made = runtime.run("protect", image.toString(), "--provider", "slow", "--json");
        assertEquals(0, made.status(), made.err());
        String id = made.json().object("checkpoint").orElseThrow().string("id").orElseThrow();
        Path back = temporary.resolve("back");
        try (Pty pty = Pty.run(Signals.interruptible(home.builder("restore", id, "--to", back.toString())), temporary.resolve("screen-restore"))) {
            pty.await("restore [");
            pty.await("% ");
            pty.await(" of 4.0 MiB");
            pty.await("/s");
            pty.type("\u0003");
            pty.await("was cancelled");
            assertEquals(1, pty.exit());
        }
        assertFalse(Files.exists(back.resolve("disk.img")));
        JsonObject last = (JsonObject) runtime.run("operations", "--json").json().array("operations").getFirst();
        assertEquals("cancelled", last.string("state").orElse(""), last.toString());
        assertEquals(0, runtime.run("show", id).status());
    }

    @Test
    @DisplayName("the shell completes with Tab what is typed, and what there is")
    void completion() throws Exception {
        try (Pty pty = Pty.run(home.builder("shell"), temporary.resolve("screen-shell"), "xterm")) {
            pty.await("redoubt> ");
            pty.type("versi\t");
            pty.type("\r");
            pty.await("on Java");
            pty.await("redoubt> ");
            pty.type("providers --json sl\t");
            pty.type("\r");
            pty.await("\"slow\"");
            pty.await("redoubt> ");
            pty.type("exit\r");
            assertEquals(0, pty.exit());
        }
    }

    @Test
    @DisplayName("the console of a runtime in the foreground is the shell of Gogo, which has the commands")
    void console() throws Exception {
        CommandHome own = new CommandHome(temporary.resolve("own"), temporary);
        try (Pty pty = Pty.run(own.builder("run", "--console"), temporary.resolve("screen-console"))) {
            try {
                pty.await("g! ");
                pty.type("redoubt:version\r");
                pty.await("on Java");
                pty.await("g! ");
            } finally {
                own.run("stop");
            }
            assertEquals(0, pty.exit());
        }
    }
}
