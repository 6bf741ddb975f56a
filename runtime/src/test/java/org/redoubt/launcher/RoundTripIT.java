package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.testkit.host.Host;
import org.redoubt.testkit.host.HostileTree;
import org.redoubt.testkit.host.LoopVolume;

@DisplayName("Given the whole distribution, with a bank in a directory")
final class RoundTripIT {
    @TempDir
    private static Path temporary;
    private static Path home;
    private static RunningRuntime runtime;

    @BeforeAll
    static void start() throws Exception {
        home = temporary.resolve("home");
        new Home(home).prepare(RunningRuntime.distribution());
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
    }

    @AfterAll
    static void stop() throws Exception {
        runtime.stop();
    }

    private static RunningRuntime.Result succeed(String... words) throws Exception {
        RunningRuntime.Result result = runtime.run(words);
        assertEquals(0, result.status(), result.out() + result.err());
        return result;
    }

    @Test
    @DisplayName("then a tree with all that a file system can hold comes back as it was, by the commands that people use")
    void aHostileTree() throws Exception {
        assumeTrue(Host.status("rsync", "--version") == 0 && Host.status("setfacl", "--version") == 0 && Host.status("setfattr", "--version") == 0,
                "rsync, acl or attr is not installed");
        Path source = temporary.resolve("source");
        HostileTree.make(source);
        HostileTree.attributes(source);
        HostileTree.socket(source);

        succeed("protect", source.toString());
        succeed("verify", "latest");
        succeed("restore", "latest", "--to", temporary.resolve("back").toString());

        assertEquals("", HostileTree.differences(source, temporary.resolve("back/source")));
        assertEquals(HostileTree.listed(source), HostileTree.listed(temporary.resolve("back/source")));
    }

    /** File Install tells nobody when it has read a file. */
    private static void awaitServer(String name) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!runtime.run("protectables", "Host::Server").out().contains(name)) {
            assertTrue(System.nanoTime() < end, "the server " + name + " does not come");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    @DisplayName("then volumes that were snapshotted while their server was at rest are as consistent as that, and one that was read afterwards is not")
    void aServerAtRest() throws Exception {
        try (LoopVolume disk = LoopVolume.mount("btrfs")) {
            Path data = disk.path().resolve("data");
            Host.run("btrfs", "subvolume", "create", data.toString());
            Files.writeString(data.resolve("file"), "as it was");
            Path plain = Files.createDirectories(temporary.resolve("plain"));
            Files.writeString(home.resolve("etc/org.redoubt.server.command-rested.config"), "name=\"rested\"\nvolumes=[\"" + data + "\",\"" + plain
                    + "\"]\ngrade=\"application\"\nfreeze=[\"true\"]\nthaw=[\"true\"]\nfrozenPaths=[]\n");
            awaitServer("rested");

            succeed("protect", "Host::Server#rested");

            Map<String, String> grades = new TreeMap<>();
            for (Json each : succeed("show", "latest", "--json").json().object("checkpoint").orElseThrow().array("resources")) {
                JsonObject resource = (JsonObject) each;
                grades.put(resource.string("name").orElse(""), resource.string("consistency").orElse(""));
            }
            assertEquals(Map.of("rested", "metadata", "data", "application", "plain", "none"), grades);
            String why = succeed("show", "latest").out();
            assertTrue(why.contains("btrfs"), why);
        }
    }
}
