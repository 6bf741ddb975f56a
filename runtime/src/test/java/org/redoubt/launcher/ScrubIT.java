package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.JsonObject;

/** Damage to the files of a bank: found, shown, healed and repaired by the commands of people and scripts. */
@DisplayName("Scrubbing a bank on a file system")
final class ScrubIT {
    @TempDir
    private Path temporary;
    private Path tree;
    private Path bank;
    private RunningRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        tree = Files.createDirectories(temporary.resolve("tree"));
        Files.writeString(tree.resolve("small"), "small");
        Path home = temporary.resolve("home");
        bank = temporary.resolve("offsite");
        new Home(home).prepare(RunningRuntime.distribution());
        Files.writeString(home.resolve("etc/org.redoubt.bank.filesystem-offsite.cfg"), "name = offsite\npath = " + bank + "\ncreate = true\n");
        Files.writeString(home.resolve("etc/org.redoubt.provider-offsite.cfg"), "name = offsite\nbank = offsite\n");
        Files.writeString(home.resolve("etc/org.redoubt.bank.filesystem-second.cfg"), "name = second\npath = " + temporary.resolve("second") + "\ncreate = true\n");
        Files.writeString(home.resolve("etc/org.redoubt.provider-second.cfg"), "name = second\nbank = second\nreplicaOf = offsite\n");
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
    }

    @AfterEach
    void stop() throws Exception {
        if (runtime != null) {
            runtime.stop();
        }
    }

    private RunningRuntime.Result run(int status, String... words) throws Exception {
        RunningRuntime.Result result = runtime.run(words);
        assertEquals(status, result.status(), result.out() + result.err());
        return result;
    }

    private List<Path> objects(String part) throws Exception {
        try (Stream<Path> all = Files.walk(bank)) {
            return all.filter(Files::isRegularFile).filter(path -> path.toString().contains(part)).sorted().toList();
        }
    }

    private String protect() throws Exception {
        return run(0, "protect", tree.toString(), "--provider", "offsite", "--json").json().object("checkpoint").orElseThrow().string("id").orElseThrow();
    }

    /** The pack with the data of {@code large}, and with nothing else. */
    private Path packOfLarge() throws Exception {
        protect();
        List<Path> others = objects("/packs/d/");
        byte[] bytes = new byte[500_000];
        new Random(1).nextBytes(bytes);
        Files.write(tree.resolve("large"), bytes);
        protect();
        return objects("/packs/d/").stream().filter(pack -> !others.contains(pack)).findFirst().orElseThrow();
    }

    @Test
    @DisplayName("given a damaged pack, then verify and restore name what is lost, scrub tells it, the next protect heals it, providers and show remember, and repair makes lost index objects again")
    void damage() throws Exception {
        Path pack = packOfLarge();
        String id = run(0, "show", "latest", "--json").json().object("checkpoint").orElseThrow().string("id").orElseThrow();
        assertTrue(run(0, "scrub", "offsite", "--depth", "content").out().contains("Nothing is damaged."));
        lostAndKept(id, pack);
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);

        depths(id);
        RunningRuntime.Result found = run(1, "scrub", "offsite");
        assertTrue(found.out().contains(pack.getFileName().toString()), found.out());
        assertTrue(found.err().contains("1 object is damaged."), found.err());
        JsonObject json = run(1, "scrub", "offsite", "--json").json();
        assertEquals("damaged", json.object("error").orElseThrow().string("kind").orElse(""));
        assertEquals(1, json.object("scrub").orElseThrow().number("damaged").orElse(0));
        assertTrue(run(0, "providers", "offsite").out().contains("to the depth hashes"), "it is remembered");

        run(1, "verify", id);
        assertTrue(run(0, "show", id).out().contains("damaged: "));
        RunningRuntime.Result left = run(1, "repair", "offsite");
        assertTrue(left.out().contains("large") && left.out().contains(id), left.out());
        protect();
        run(0, "verify", id);
        assertEquals(0, run(0, "repair", "offsite", "--json").json().object("repair").orElseThrow().number("lost").orElse(-1));
        repair(id);
    }

    @Test
    @DisplayName("given a damaged pack and a replica, then repair takes from that what is lost, after it has said so, and only from one that has the same vault")
    void fromAReplica() throws Exception {
        Path pack = packOfLarge();
        String id = run(0, "show", "latest", "--json").json().object("checkpoint").orElseThrow().string("id").orElseThrow();
        run(0, "copy", id, "--to", "second");
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);
        run(1, "scrub", "offsite");

        assertTrue(run(1, "repair", "offsite", "--from", "nowhere").err().contains("There is no provider \"nowhere\"."));
        assertTrue(run(0, "repair", "offsite", "--from", "second", "--dry-run").out().contains("All that is needed can be read then."));
        run(1, "verify", id, "--provider", "offsite");
        assertTrue(run(0, "repair", "offsite", "--from", "second").out().contains("All that is needed can be read again."));
        run(0, "verify", id, "--provider", "offsite");
        run(0, "restore", id, "--provider", "offsite", "--to", temporary.resolve("back").toString());
        assertEquals(-1, Files.mismatch(tree.resolve("large"), temporary.resolve("back/tree/large")));
    }

    /** However a pack is spoilt, what needs it is named, and what does not comes back. */
    private void lostAndKept(String id, Path pack) throws Exception {
        byte[] whole = Files.readAllBytes(pack);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        Files.write(pack, flipped);
        lostAndKept(id, pack, "flipped");
        Files.write(pack, Arrays.copyOf(whole, whole.length / 2));
        lostAndKept(id, pack, "cut");
        Files.delete(pack);
        lostAndKept(id, pack, "deleted");
        Files.write(pack, whole);
        run(0, "verify", id);
        goOn(temporary.resolve("deleted/tree"));
    }

    /** What is there again is fetched, and what somebody has changed meanwhile is his, also when all of it is taken back. */
    private void goOn(Path back) throws Exception {
        String restore = run(0, "operations", "--json").json().array("operations").stream().map(JsonObject.class::cast)
                .filter(operation -> operation.string("type").orElse("").equals("restore")).findFirst().orElseThrow().string("id").orElseThrow();
        Files.writeString(back.resolve("small"), "edited");
        Files.writeString(back.resolve("mine"), "mine");
        run(0, "resume", restore);
        assertEquals(500_000, Files.size(back.resolve("large")));
        run(0, "undo", restore);
        try (Stream<Path> left = Files.list(back)) {
            assertEquals(List.of("mine", "small"), left.map(path -> path.getFileName().toString()).sorted().toList());
        }
        assertEquals("edited", Files.readString(back.resolve("small")));
    }

    private void lostAndKept(String id, Path pack, String how) throws Exception {
        Path back = temporary.resolve(how);
        List<String> named = List.of("Host::Volume#" + tree, "large", bank.resolve("objects").relativize(pack).toString());
        for (String line : List.of(run(1, "verify", id).err(), run(1, "restore", id, "--to", back.toString()).err())) {
            named.forEach(name -> assertTrue(line.contains(name), () -> name + " is not named where the pack is " + how + ": " + line));
        }
        assertEquals("small", Files.readString(back.resolve("tree/small")));
        assertFalse(Files.exists(back.resolve("tree/large")), how);
    }

    /** A verify that does not look at bytes does not see that they have changed, and the result of each depth is remembered. */
    private void depths(String id) throws Exception {
        assertTrue(run(0, "verify", id, "--depth", "objects").out().contains("is sound to the depth objects: 1 resource"));
        assertTrue(run(1, "verify", id, "--depth", "hashes").err().contains("\"large\" cannot be read"));
        String shown = run(0, "show", id).out();
        assertTrue(shown.contains(" to the depth objects, sound") && shown.contains(" to the depth hashes, damaged: "), shown);
        JsonObject json = run(0, "show", id, "--json").json().object("checkpoint").orElseThrow();
        assertEquals("hashes", json.object("lastCheck").orElseThrow().string("depth").orElse(""));
        assertEquals(3, json.array("lastChecks").size());
        assertTrue(run(2, "verify", id, "--depth", "deep").err().contains("objects, hashes"));
    }

    /** Index objects that are gone are made again. */
    private void repair(String id) throws Exception {
        for (Path run : objects("/runs/")) {
            Files.delete(run);
        }
        assertTrue(run(0, "repair", "offsite", "--dry-run").out().contains("All that is needed can be read then."));
        assertTrue(run(0, "repair", "offsite").out().contains("All that is needed can be read again."));
        run(0, "verify", id);
        reindex(id);
        assertTrue(run(2, "scrub", "--share", "2/3").err().contains("`--share` is one of so many shares"));
        assertTrue(run(1, "scrub", "nowhere").err().contains("There is no provider \"nowhere\"."));
    }

    /** The entries by which checkpoints are found are missed, and made again. */
    private void reindex(String id) throws Exception {
        run(0, "scrub", "offsite", "--depth", "objects");
        for (Path entry : objects("/objects/index/")) {
            Files.delete(entry);
        }
        assertFalse(run(0, "checkpoints", "--provider", "offsite").out().contains(id));
        assertTrue(run(1, "scrub", "offsite", "--depth", "objects").out().contains("entries by which checkpoints are found are missing"));
        assertTrue(run(0, "repair", "offsite", "--dry-run").err().contains("would be brought in order: 9."));
        assertTrue(run(0, "repair", "offsite").err().contains("were brought in order: 9."));
        assertTrue(run(0, "checkpoints", "--provider", "offsite").out().contains(id));
        run(0, "scrub", "offsite", "--depth", "objects");
    }
}
