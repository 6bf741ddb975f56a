package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

/** Two providers, the bank of one of which is a disk that can be filled and pulled. */
@DisplayName("Banks of several disks")
final class BanksIT {
    @TempDir
    private Path temporary;
    private Path source;
    private Disk disk;
    private RunningRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        disk = Disk.mount(temporary.resolve("disk"), "16m");
        source = Files.createDirectory(temporary.resolve("source"));
        Files.writeString(source.resolve("file"), "what is protected");
        Path home = temporary.resolve("home");
        new Home(home).prepare(RunningRuntime.distribution());
        Path etc = home.resolve("etc");
        Files.writeString(etc.resolve("org.redoubt.bank.filesystem-offsite.cfg"),
                "name = offsite\npath = " + temporary.resolve("disk") + "\ncreate = true\n");
        Files.writeString(etc.resolve("org.redoubt.provider-offsite.cfg"), "name = offsite\nbank = offsite\n");
        declareServer(etc);
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
    }

    @AfterEach
    void stop() throws Exception {
        if (runtime != null) {
            runtime.stop();
        }
        if (disk != null) {
            disk.close();
        }
    }

    /** A server whose freeze waits until somebody writes to a pipe. */
    private void declareServer(Path etc) throws Exception {
        Path gate = temporary.resolve("gate");
        assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
        Files.writeString(etc.resolve("org.redoubt.server.command-web.config"),
                "name=\"web\"\nvolumes=[\"" + source + "\"]\ngrade=\"application\"\n"
                + "freeze=[\"sh\",\"-c\",\"touch " + temporary.resolve("begun") + "; cat " + gate + "\"]\n"
                + "thaw=[\"touch\",\"" + temporary.resolve("thawed") + "\"]\n");
    }

    private String protect(String provider) throws Exception {
        return succeed("protect", source.toString(), "--provider", provider, "--json").json().object("checkpoint").orElseThrow()
                .string("id").orElseThrow();
    }

    private RunningRuntime.Result succeed(String... words) throws Exception {
        RunningRuntime.Result result = runtime.run(words);
        assertEquals(0, result.status(), result.out() + result.err());
        return result;
    }

    @Test
    @DisplayName("given a disk that is mounted read-only, or full, then protecting fails in one sentence, and each checkpoint can be deleted")
    void aFullDisk() throws Exception {
        for (int i = 0; i < 3; i++) {
            protect("offsite");
        }
        aDiskThatIsReadOnly();
        disk.fill();
        write(1, 2 << 20);
        RunningRuntime.Result refused = runtime.run("protect", source.toString(), "--provider", "offsite");
        assertEquals(1, refused.status());
        // One sentence, and what can be done then, indented.
        assertEquals(1, refused.err().lines().filter(line -> !line.startsWith(" ")).count(), refused.err());
        assertTrue(refused.err().contains("no space left"), refused.err());
        List<? extends Json> made = succeed("checkpoints", "--json").json().array("checkpoints");
        assertTrue(made.size() >= 3, () -> "what failed may be there as well, as an error: " + made);
        for (Json checkpoint : made) {
            succeed("delete", ((JsonObject) checkpoint).string("id").orElseThrow(), "--purge");
        }
        assertEquals(List.of(), succeed("checkpoints", "--json").json().array("checkpoints"));
    }

    @Test
    @DisplayName("given a full disk, then what is deleted and collected makes room for what is protected next")
    void roomIsMade() throws Exception {
        write(1, 6 << 20);
        String large = protect("offsite");
        disk.fill();
        write(2, 4 << 20);
        RunningRuntime.Result refused = runtime.run("protect", source.toString(), "--provider", "offsite");
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("no space left"), refused.err());
        for (Json checkpoint : succeed("checkpoints", "--provider", "offsite", "--json").json().array("checkpoints")) {
            succeed("delete", ((JsonObject) checkpoint).string("id").orElseThrow(), "--purge");
        }
        succeed("collect", "--without-grace");
        String next = protect("offsite");
        assertTrue(!next.equals(large));
        succeed("verify", next);
    }

    private void write(long seed, int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        Files.write(source.resolve("more"), bytes);
    }

    private void aDiskThatIsReadOnly() throws Exception {
        Disk sealed = Disk.readOnly(temporary.resolve("disk"));
        try {
            RunningRuntime.Result refused = runtime.run("protect", source.toString(), "--provider", "offsite");
            assertEquals(1, refused.status(), refused.out());
            assertEquals("", refused.out());
            assertEquals(1, refused.err().lines().count(), refused.err());
            assertTrue(refused.err().contains("offsite") && refused.err().contains("ead-only"), refused.err());
            assertEquals(3, succeed("checkpoints", "--json").json().array("checkpoints").size());
            succeed("show", "latest");
        } finally {
            sealed.close();
        }
        protect("offsite");
    }

    @Test
    @DisplayName("given a disk that is not mounted, then the others are listed, and what is left out is said")
    void anUnmountedDisk() throws Exception {
        String here = protect("default");
        String there = protect("offsite");
        disk.pull();

        RunningRuntime.Result listed = runtime.run("checkpoints");
        assertEquals(1, listed.status());
        assertTrue(listed.out().contains(here) && !listed.out().contains(there), listed.out());
        assertEquals(1, listed.err().lines().count(), listed.err());
        assertTrue(listed.err().contains("\"offsite\" could not be asked") && listed.err().contains("Mount its disk"), listed.err());
        JsonObject json = runtime.run("checkpoints", "--json").json();
        assertEquals(1, json.array("checkpoints").size());
        assertEquals("offsite", ((JsonObject) json.array("problems").getFirst()).string("subject").orElse(""));

        RunningRuntime.Result latest = runtime.run("show", "latest");
        assertEquals(1, latest.status());
        assertTrue(latest.err().contains("\"offsite\""), latest.err());
        assertTrue(succeed("show", "latest", "--provider", "default").out().contains(here));
        succeed("show", here);
        assertEquals(1, runtime.run("checkpoints", "--provider", "offsite").status());
        succeed("checkpoints", "--provider", "default");

        String why = succeed("why", "offsite").out();
        assertTrue(why.contains("cannot be used now") && why.contains("Mount its disk"), why);
        RunningRuntime.Result copy = runtime.run("check", "--copy", here, "--to", "offsite");
        assertEquals(1, copy.status());
        assertTrue(copy.err().contains("Mount its disk"), copy.err());
        succeed("check", "--restore", here, "--provider", "default", "--to", temporary.resolve("back").toString());
        succeed("check", "--verify", here, "--provider", "default");
        succeed("check", "--delete", here, "--provider", "default");
        assertEquals(2, runtime.run("check", "--delete", here, "--plan", "nightly").status());
        assertTrue(Files.notExists(temporary.resolve("back")), "A check leaves nothing.");
    }

    @Test
    @DisplayName("given a disk that is pulled in the middle of an operation, then the server is thawed, one sentence says why, and the next run is clean")
    void aDiskThatIsPulled() throws Exception {
        disk.close();
        Path content = temporary.resolve("content");
        disk = Disk.of(content, temporary.resolve("disk"));
        protect("offsite");
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<RunningRuntime.Result> running = other.submit(() -> runtime.run("protect", "Host::Server#web", "--provider", "offsite"));
            while (!Files.exists(temporary.resolve("begun"))) {
                assertTrue(!running.isDone(), "It ended before the server was frozen.");
                Thread.sleep(20);
            }
            disk.pull();
            Files.writeString(temporary.resolve("gate"), "go on");
            RunningRuntime.Result failed = running.get(120, TimeUnit.SECONDS);
            assertEquals(1, failed.status(), failed.out());
            assertTrue(failed.err().contains("Mount its disk"), failed.err());
        }
        assertTrue(Files.exists(temporary.resolve("thawed")));
        assertEquals(List.of(), List.of(temporary.resolve("disk").toFile().list()), "nothing is written to the mount point");

        disk = Disk.of(content, temporary.resolve("disk"));
        protect("offsite");
        int usable = 0;
        for (Json each : succeed("checkpoints", "--json").json().array("checkpoints")) {
            JsonObject checkpoint = (JsonObject) each;
            if (checkpoint.string("status").orElse("").equals("available")) {
                usable++;
                succeed("verify", checkpoint.string("id").orElseThrow());
            }
            succeed("delete", checkpoint.string("id").orElseThrow());
        }
        assertEquals(2, usable);
    }

    @Test
    @DisplayName("given the home of the runtime itself in a checkpoint, then it is not restored over the one at work, nor is anything else into it")
    void theHomeItself() throws Exception {
        Path home = temporary.resolve("home");
        succeed("protect", home.toString());
        for (String[] words : new String[][] {{"restore", "latest", "--on-conflict", "replace"}, {"restore", "latest", "--to", home.resolve("var").toString()},
                {"restore", "latest", "--on-conflict", "skip", "--include", "etc/keys"}}) {
            RunningRuntime.Result refused = runtime.run(words);
            assertEquals(1, refused.status(), refused.out());
            assertTrue(refused.err().contains(" to a bank or to this runtime"), refused.err());
        }
        succeed("restore", "latest", "--to", temporary.resolve("elsewhere").toString());
        assertTrue(Files.exists(temporary.resolve("elsewhere/home/etc/keys/vault.key")));
    }

    @Test
    @DisplayName("given a bank inside what is protected, then it is left out, and a server that would freeze it is refused")
    void aBankInsideWhatIsProtected() throws Exception {
        Path data = Files.createDirectory(temporary.resolve("disk/data"));
        Files.writeString(data.resolve("file"), "what is protected");
        Path etc = temporary.resolve("home/etc");
        Files.writeString(etc.resolve("org.redoubt.server.command-db.config"), "name=\"db\"\nvolumes=[\"" + data + "\"]\nfrozenPaths=[\""
                + temporary.resolve("disk") + "\"]\ngrade=\"application\"\nfreeze=[\"true\"]\nthaw=[\"true\"]\n");
        Files.writeString(etc.resolve("org.redoubt.bank.filesystem-inner.cfg"), "name = inner\npath = " + data.resolve("bank") + "\ncreate = true\n");
        Files.writeString(etc.resolve("org.redoubt.provider-inner.cfg"), "name = inner\nbank = inner\n");
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (runtime.run("lattice", "Host::Server#db").status() != 0 || runtime.run("check", source.toString(), "--provider", "inner").status() != 0) {
            assertTrue(System.nanoTime() < giveUp, "The configurations were not read in two minutes.");
            Thread.sleep(20);
        }
        String written = Files.readString(etc.resolve("org.redoubt.server.command-db.config"));
        Files.writeString(etc.resolve("org.redoubt.server.command-misspelt.config"), written.replace("\"db\"", "\"misspelt\"").replace("freeze=", "freze="));
        RunningRuntime.Result misspelt = runtime.run("check", "Host::Server#misspelt");
        while (misspelt.err().contains("There is no resource")) {
            assertTrue(System.nanoTime() < giveUp, misspelt.err());
            Thread.sleep(20);
            misspelt = runtime.run("check", "Host::Server#misspelt");
        }
        assertEquals(1, misspelt.status(), misspelt.out());
        assertTrue(misspelt.err().contains("There is no setting \"freze\"; there are freeze, "), misspelt.err());
        assertTrue(misspelt.err().contains("Correct etc/org.redoubt.server.command-misspelt.config."), misspelt.err());

        RunningRuntime.Result refused = runtime.run("check", "Host::Server#db", "--provider", "inner");
        assertEquals(1, refused.status(), refused.out());
        assertTrue(refused.err().contains("cannot be frozen") && refused.err().contains(data.toRealPath().resolve("bank").toString()), refused.err());

        for (int i = 0; i < 2; i++) {
            succeed("protect", data.toString(), "--provider", "inner");
            String listed = succeed("ls", "latest", "data", "--provider", "inner").out();
            assertTrue(listed.contains(" file") && listed.contains(" bank"), listed);
            assertEquals("", succeed("ls", "latest", "data", "bank", "--provider", "inner").out());
        }
    }
}
