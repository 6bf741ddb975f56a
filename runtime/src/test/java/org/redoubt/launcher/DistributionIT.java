package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

@DisplayName("The distribution")
final class DistributionIT {
    @TempDir
    private Path temporary;
    private Path home;

    @AfterEach
    void stopWhatRuns() throws Exception {
        if (home != null && Files.isDirectory(home)) {
            redoubt("stop");
        }
    }

    @Test
    @DisplayName("given no home, when a command runs, then the home is there, for its owner only, and no runtime is left")
    void aCommandAlone() throws Exception {
        home = temporary.resolve("home");
        Outcome outcome = redoubt("version");
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().startsWith("redoubt "));
        assertEquals("", outcome.err());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
        assertTrue(Files.isDirectory(home.resolve("etc")));
        assertTrue(Files.isDirectory(home.resolve("plugins")));
        assertEquals("stopped", state());
    }

    @Test
    @DisplayName("start makes a runtime that answers, a second start is refused, and stop ends it")
    void startAndStop() throws Exception {
        home = temporary.resolve("home");
        assertEquals(0, redoubt("start").status());
        assertEquals("running", state());
        Path socket = home.resolve("var/run/socket");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        assertEquals(List.of(), listening(json("status").object("runtime").orElseThrow().number("pid").orElseThrow()), "no TCP port is opened");

        Outcome again = redoubt("start");
        assertEquals(1, again.status());
        assertEquals(1, again.err().lines().count());
        assertTrue(again.err().contains("already serves"));
        Outcome run = redoubt("run");
        assertEquals(1, run.status());
        assertTrue(run.err().contains("already serves"));

        assertEquals(0, redoubt("version").status());
        assertEquals(0, redoubt("stop").status());
        assertEquals("stopped", state());
        assertFalse(Files.exists(socket));
    }

    @Test
    @DisplayName("given a home whose path is too long for a socket, then it is served all the same")
    void aLongHome() throws Exception {
        home = temporary.resolve("h".repeat(100)).resolve("i".repeat(100));
        assertEquals(0, redoubt("start").status());
        Path place = temporary.resolve("redoubt");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
        try (Stream<Path> sockets = Files.list(place)) {
            Path socket = sockets.filter(file -> file.toString().endsWith(".socket")).findFirst().orElseThrow();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        }
        assertEquals(0, redoubt("version").status());
    }

    @Test
    @DisplayName("given a runtime that was killed, when a command runs, then it runs")
    void afterAKill() throws Exception {
        home = temporary.resolve("home");
        assertEquals(0, redoubt("start").status());
        long pid = json("status").object("runtime").orElseThrow().number("pid").orElseThrow();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        assertTrue(process.destroyForcibly());
        awaitEnd(pid);
        assertEquals(0, redoubt("version").status());
    }

    @Test
    @DisplayName("given a home that was removed and made again, when the runtime of the first ends, then that of the second stays")
    void aHomeMadeAgain() throws Exception {
        home = temporary.resolve("home");
        assertEquals(0, redoubt("start").status());
        long first = json("status").object("runtime").orElseThrow().number("pid").orElseThrow();
        Files.move(home, temporary.resolve("removed"));
        assertEquals(0, redoubt("start").status());
        ProcessHandle.of(first).orElseThrow().destroy();
        awaitEnd(first);
        assertEquals("running", state());
        assertEquals(0, redoubt("version").status());
    }

    @Test
    @DisplayName("given many commands at once and no runtime, then all of them are answered")
    void manyAtOnce() throws Exception {
        home = temporary.resolve("home");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(builder("version").redirectErrorStream(true).start());
        }
        for (Process process : processes) {
            String text = new String(process.getInputStream().readAllBytes());
            assertEquals(0, process.waitFor(), text);
            assertTrue(text.startsWith("redoubt "), text);
        }
    }

    @Test
    @DisplayName("a wrong option is one sentence and exit status 2, as JSON too")
    void wrongUsage() throws Exception {
        home = temporary.resolve("home");
        Outcome outcome = redoubt("checkpoints", "--nonsense");
        assertEquals(2, outcome.status());
        assertEquals(1, outcome.err().lines().count());
        Outcome asJson = redoubt("checkpoints", "--nonsense", "--json");
        assertEquals(2, asJson.status());
        assertEquals("invalid", Json.parseObject(asJson.out()).object("error").orElseThrow().string("kind").orElse(""));
        assertEquals(2, redoubt("status", "now").status());
    }

    @Test
    @DisplayName("the commands of the launcher are explained as those of the runtime are, and a project may stand before a command")
    void helpForAll() throws Exception {
        home = temporary.resolve("home");
        assertEquals(0, redoubt("start").status());
        List<? extends Json> own = json("help").array("launcher");
        assertEquals(5, own.size());
        for (Json each : own) {
            String name = ((JsonObject) each).string("name").orElseThrow();
            Outcome outcome = redoubt(name, "--help");
            assertEquals(0, outcome.status(), outcome.err());
            assertTrue(outcome.out().startsWith("redoubt " + name), outcome.out());
        }
        assertEquals(redoubt("start", "--help").out(), redoubt("help", "start").out());
        assertEquals("running", state());
        Outcome listed = redoubt("--project", "checkpoints", "checkpoints");
        assertEquals(0, listed.status(), listed.err());
        assertEquals(0, redoubt("--project", "foo", "status").status());
    }

    @Test
    @DisplayName("lines from a pipe are a script, which ends at the first that fails")
    void aScript() throws Exception {
        home = temporary.resolve("home");
        Path script = Files.writeString(temporary.resolve("script"), "version\nplan nonsense\nversion\n");
        Outcome outcome = outcome(builder("shell").redirectInput(script.toFile()));
        assertEquals(2, outcome.status());
        assertEquals(1, outcome.out().lines().filter(line -> line.startsWith("redoubt ")).count());
    }

    @Test
    @DisplayName("a line that cannot be understood is one sentence and exit status 2")
    void aScriptThatCannotBeUnderstood() throws Exception {
        home = temporary.resolve("home");
        for (String line : List.of("nonsense", "redoubt:nonsense", "version {")) {
            Path script = Files.writeString(temporary.resolve("script"), line + "\nversion\n");
            Outcome outcome = outcome(builder("shell").redirectInput(script.toFile()));
            assertEquals(2, outcome.status(), line);
            assertEquals("", outcome.out(), line);
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertTrue(outcome.err().startsWith("redoubt: "), outcome.err());
        }
    }

    @Test
    @DisplayName("given two banks, when a checkpoint is copied from one to the other, then it is sound and comes back from there")
    void aCopy() throws Exception {
        prepareHome();
        Files.writeString(home.resolve("etc/org.redoubt.bank.filesystem-offsite.cfg"),
                "name = offsite\npath = " + temporary.resolve("offsite") + "\ncreate = true\n");
        Files.writeString(home.resolve("etc/org.redoubt.provider-offsite.cfg"), "name = offsite\nbank = offsite\n");
        assertEquals(0, redoubt("start").status());
        Path volume = Files.createDirectory(temporary.resolve("volume"));
        Files.writeString(volume.resolve("file"), "what is protected");
        JsonObject made = Json.parseObject(redoubt("protect", volume.toString(), "--json").out()).object("checkpoint").orElseThrow();

        Outcome outcome = redoubt("copy", "latest", "--to", "offsite", "--json");
        assertEquals(0, outcome.status(), outcome.err() + outcome.out());
        JsonObject copy = Json.parseObject(outcome.out()).object("checkpoint").orElseThrow();
        assertEquals("offsite", copy.string("provider").orElse(""));
        assertEquals("available", copy.string("status").orElse(""));

        assertEquals(0, redoubt("delete", made.string("id").orElseThrow()).status());
        assertEquals(0, redoubt("verify", "latest", "--provider", "offsite").status());
        Path back = temporary.resolve("back");
        assertEquals(0, redoubt("restore", "latest", "--to", back.toString()).status());
        assertEquals("what is protected", Files.readString(back.resolve("volume/file")));
    }

    @Test
    @DisplayName("given a server that is being frozen, when Ctrl-C comes, then it is thawed, exit status 1, and the next run is clean")
    void interrupted() throws Exception {
        Path volume = Files.createDirectory(temporary.resolve("volume"));
        Path begun = temporary.resolve("begun");
        Path thawed = temporary.resolve("thawed");
        declareServer(volume, begun, thawed);

        Process process = Signals.interruptible(builder("protect", "Host::Server#web")).redirectErrorStream(true).start();
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!Files.exists(begun)) {
            assertTrue(process.isAlive() && System.nanoTime() < giveUp, () -> text(process));
            Thread.sleep(20);
        }
        assertFalse(Files.exists(thawed));
        assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor());
        assertEquals(1, process.waitFor(), () -> text(process));
        assertTrue(Files.exists(thawed));

        assertEquals("cancelled", ((JsonObject) json("operations").array("operations").getFirst()).string("state").orElse(""));
        assertEquals("stopped", state());
        assertEquals(0, redoubt("protect", volume.toString()).status());
    }

    @Test
    @DisplayName("given the shell of a person and a server that is being frozen, when Ctrl-C comes, then it is thawed and the shell goes on")
    void interruptedInTheShell() throws Exception {
        Path volume = Files.createDirectory(temporary.resolve("volume"));
        Path begun = temporary.resolve("begun");
        Path thawed = temporary.resolve("thawed");
        declareServer(volume, begun, thawed);
        try (Pty pty = Pty.run(Signals.interruptible(builder("shell")), temporary.resolve("typescript"))) {
            pty.await("redoubt> ");
            pty.type("protect Host::Server#web\r");
            pty.await(() -> Files.exists(begun));
            pty.type("\u0003");
            pty.await("was cancelled");
            assertTrue(Files.exists(thawed));
            pty.await("redoubt> ");
            pty.type("version\r");
            pty.await("on Java");
            pty.await("redoubt> ");
            pty.type("exit\r");
            assertEquals(0, pty.exit());
        }
        assertEquals("cancelled", ((JsonObject) json("operations").array("operations").getFirst()).string("state").orElse(""));
    }

    /** As the first command does. */
    private void prepareHome() throws LaunchException {
        home = temporary.resolve("home");
        new Home(home).prepare(RunningRuntime.distribution());
    }

    /** A server whose freeze never ends by itself. */
    private void declareServer(Path volume, Path begun, Path thawed) throws Exception {
        Path gate = temporary.resolve("gate");
        assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
        prepareHome();
        Files.writeString(home.resolve("etc/org.redoubt.server.command-web.config"),
                "name=\"web\"\nvolumes=[\"" + volume + "\"]\ngrade=\"application\"\n"
                + "freezeTimeout=\"3600\"\nfreeze=[\"sh\",\"-c\",\"touch " + begun + "; cat " + gate + "\"]\nthaw=[\"touch\",\"" + thawed + "\"]\n");
    }

    @Test
    @DisplayName("the demo does the main job and leaves nothing behind, also no key to be kept")
    void theDemo() throws Exception {
        Path place = Files.createDirectory(temporary.resolve("place"));
        ProcessBuilder builder = builder("demo", "--json");
        builder.environment().put("REDOUBT_OPTS", "-Djava.io.tmpdir=" + place);
        Outcome outcome = outcome(builder);
        assertEquals(0, outcome.status(), outcome.err());
        assertFalse(outcome.err().contains("Keep a copy"), outcome.err());
        story(outcome.err());
        assertEquals(List.of(), List.of(place.toFile().list()));
        JsonObject demo = Json.parseObject(outcome.out()).object("demo").orElseThrow();
        assertTrue(demo.number("damaged").orElse(0) > 0);
        assertEquals(0, demo.number("different").orElse(-1));
    }

    /** It shows the lattice of the server with both of its volumes before, and the timeline of what ran after. */
    private static void story(String told) {
        String lattice = between(told, "$ redoubt lattice Host::Server#", "$ redoubt protect ");
        assertTrue(lattice.contains("prepareBegin") && lattice.contains("www") && lattice.contains("disk.img"), lattice);
        String timeline = between(told, "$ redoubt timeline ", "== Now something terrible");
        for (String hook : List.of("prepareBegin", "prepareFinish", "main", "complete")) {
            assertTrue(timeline.contains(hook), timeline);
        }
        assertTrue(timeline.contains("www") && timeline.contains("disk.img"), timeline);
    }

    private static String between(String told, String begin, String end) {
        int at = told.indexOf(begin);
        assertTrue(at >= 0 && told.indexOf(end, at) > at, told);
        return told.substring(at, told.indexOf(end, at));
    }

    @Test
    @DisplayName("given a home without a name, then it is a usage error and nothing is made")
    void aHomeWithoutAName() throws Exception {
        Path here = Files.createDirectory(temporary.resolve("here"));
        for (List<String> words : List.of(List.of("--home", "", "version"), List.of("--home=", "version"), List.of("version", "--home"))) {
            Outcome outcome = outcome(builder(words.toArray(String[]::new)).directory(here.toFile()));
            assertEquals(2, outcome.status(), outcome.err());
            assertTrue(outcome.err().startsWith("redoubt: --home needs a directory."), outcome.err());
        }
        assertEquals(List.of(), List.of(here.toFile().list()));
    }

    /** The TCP sockets on which a process takes connections, as lines of the kernel. */
    private static List<String> listening(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            for (Path descriptor : open.toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException closedMeanwhile) {
                    continue;
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            if (Files.exists(process.resolve(table))) {
                lines.addAll(Files.readAllLines(process.resolve(table)));
            }
        }
        // The fourth column is the state, 0A for one that listens; the tenth is the number of the socket.
        return lines.stream().filter(line -> {
            String[] columns = line.strip().split("\\s+");
            return columns[3].equals("0A") && sockets.contains("socket:[" + columns[9] + "]");
        }).toList();
    }

    /** Waits until a process does nothing any more. One that lost its parent may stay as a zombie where nobody collects those. */
    private static void awaitEnd(long pid) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (isRunning(Path.of("/proc", Long.toString(pid), "stat"))) {
            assertTrue(System.nanoTime() < giveUp, () -> "The process " + pid + " still runs.");
            Thread.sleep(20);
        }
    }

    private static boolean isRunning(Path status) {
        try {
            return !Files.readString(status).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    private static String text(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String state() throws Exception {
        return json("status").object("runtime").orElseThrow().string("state").orElse("");
    }

    private JsonObject json(String command) throws Exception {
        return Json.parseObject(redoubt(command, "--json").out());
    }

    private Outcome redoubt(String... words) throws Exception {
        return outcome(builder(words));
    }

    private ProcessBuilder builder(String... words) {
        List<String> command = new ArrayList<>(List.of(
                RunningRuntime.distribution().root().resolve("bin/redoubt").toString()));
        if (home != null) {
            command.addAll(List.of("--home", home.toString()));
        }
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("REDOUBT_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("REDOUBT_OPTS", CommandHome.SHORT_LIFE);
        // What a long home needs is found here, and nothing that somebody has set adds to what is said.
        builder.environment().put("XDG_RUNTIME_DIR", temporary.toString());
        builder.environment().keySet().removeAll(List.of("REDOUBT_HOME", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder;
    }

    private Outcome outcome(ProcessBuilder builder) throws IOException, InterruptedException {
        Path err = Files.createTempFile(temporary, "err", "");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }

    private record Outcome(int status, String out, String err) {
    }
}
