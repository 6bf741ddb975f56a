package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.xml.sax.InputSource;

/** What is in checkpoints, looked into by the commands of people and scripts: ls, diff, stats, and restore of a part. */
@DisplayName("Looking into checkpoints")
final class LookIT {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path temporary;
    private Path tree;
    private Path image;
    private RunningRuntime runtime;

    @BeforeEach
    void start() throws Exception {
        tree = Files.createDirectories(temporary.resolve("tree"));
        write("etc/hosts", "127.0.0.1 localhost");
        write("etc/deep/down", "far below");
        write("top", "on top");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("etc/hosts"));
        Files.setPosixFilePermissions(tree.resolve("top"), PosixFilePermissions.fromString("rw-r-----"));
        image = temporary.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(8L * MEBIBYTE);
            fill(file, 0, MEBIBYTE, 1);
            fill(file, 4 * MEBIBYTE, MEBIBYTE, 2);
        }
        Path home = temporary.resolve("home");
        new Home(home).prepare(RunningRuntime.distribution());
        Files.writeString(home.resolve("etc/org.redoubt.bank.filesystem-offsite.cfg"),
                "name = offsite\npath = " + temporary.resolve("offsite") + "\ncreate = true\n");
        Files.writeString(home.resolve("etc/org.redoubt.provider-offsite.cfg"), "name = offsite\nbank = offsite\n");
        Files.writeString(home.resolve("etc/org.redoubt.server.command-web.config"), "name=\"web\"\nvolumes=[\"" + tree + "\",\"" + image
                + "\"]\ngrade=\"application\"\nfreeze=[\"true\"]\nthaw=[\"true\"]\n");
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
    }

    @AfterEach
    void stop() throws Exception {
        if (runtime != null) {
            runtime.stop();
        }
    }

    private void write(String name, String content) throws Exception {
        Files.createDirectories(tree.resolve(name).getParent());
        Files.writeString(tree.resolve(name), content);
    }

    private static void fill(RandomAccessFile file, int offset, int length, long seed) throws Exception {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        file.seek(offset);
        file.write(bytes);
    }

    private String protect() throws Exception {
        return succeed("protect", tree.toString(), image.toString(), "--json").json().object("checkpoint").orElseThrow().string("id").orElseThrow();
    }

    private RunningRuntime.Result succeed(String... words) throws Exception {
        RunningRuntime.Result result = runtime.run(words);
        assertEquals(0, result.status(), result.out() + result.err());
        return result;
    }

    /** Runs what must be refused, and gives the sentence. */
    private String refused(int status, String... words) throws Exception {
        RunningRuntime.Result result = runtime.run(words);
        assertEquals(status, result.status(), result.out() + result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        return result.err();
    }

    private static List<String> strings(List<Json> array, String member) {
        return array.stream().map(one -> ((JsonObject) one).string(member).orElse("")).toList();
    }

    @Test
    @DisplayName("given a checkpoint of a tree and an image, then ls shows its resources, its directories, its files and its extents")
    void listing() throws Exception {
        String id = protect();
        String resources = succeed("ls", id).out();
        assertTrue(resources.contains("Host::Volume#" + tree) && resources.contains("Host::Volume#" + image), resources);

        List<String> top = succeed("ls", "latest", "tree").out().lines().toList();
        assertEquals(3, top.size(), top.toString());
        assertTrue(top.get(0).startsWith("drwx") && top.get(0).endsWith(" etc"), top.toString());
        assertTrue(top.get(1).startsWith("lrwx") && top.get(1).endsWith(" link -> etc/hosts"), top.toString());
        assertTrue(top.get(2).startsWith("-rw-r-----") && top.get(2).endsWith(" top"), top.toString());

        JsonObject deep = succeed("ls", id, "Host::Volume#" + tree, tree + "/etc", "--recursive", "--json").json();
        assertEquals("etc", deep.string("path").orElse(""));
        assertEquals(List.of("etc/deep", "etc/deep/down", "etc/hosts"), strings(deep.array("entries"), "path"));
        assertEquals(1, succeed("ls", id, tree.toString(), "etc/hosts").out().lines().count());

        JsonObject extents = succeed("ls", id, image.toString(), "--json").json();
        assertEquals(8L * MEBIBYTE, extents.number("size").orElse(0));
        assertEquals("[{\"offset\":0,\"length\":1048576,\"hole\":false},{\"offset\":1048576,\"length\":3145728,\"hole\":true},"
                + "{\"offset\":4194304,\"length\":1048576,\"hole\":false},{\"offset\":5242880,\"length\":3145728,\"hole\":true}]",
                JsonArray.of(extents.array("extents")).toString());
        assertTrue(succeed("ls", id, image.toString()).out().endsWith("8.0 MiB, of which 2.0 MiB are data in 2 extents.\n"));
    }

    @Test
    @DisplayName("given a resource of a checkpoint, then show tells what its plugin has saved of it")
    void saved() throws Exception {
        String id = protect();
        assertTrue(succeed("show", id, tree.toString()).out().matches("(?s)SAVED +OF Host::Volume#\\S+\nkind +directory\n.*\nfiles +3\n.*"),
                succeed("show", id, tree.toString()).out());
        succeed("protect", "Host::Server#web");
        JsonObject server = succeed("show", "latest", "Host::Server#web", "--json").json();
        assertEquals("Host::Server", server.object("resource").orElseThrow().string("type").orElse(""));
        assertEquals("command", server.object("info").orElseThrow().string("driver").orElse(""));
        assertTrue(refused(1, "show", id, "nowhere").contains("has no resource `nowhere`"));
    }

    @Test
    @DisplayName("given something that is not there, then ls, diff and restore say so in one sentence, as JSON too")
    void notThere() throws Exception {
        String id = protect();
        assertTrue(refused(1, "ls", id, "tree", "etc/none").contains("The tree has no \"etc/none\"."));
        assertTrue(refused(1, "ls", id, "nobody").contains("The checkpoint has no resource `nobody`."));
        assertTrue(refused(2, "ls", id, "tree", "../up").contains("is no path in a checkpoint"));
        assertTrue(refused(2, "ls", id, image.toString(), "etc").contains("is an image, in which there are no paths"));
        assertTrue(refused(1, "diff", id, "ffffffff").contains("There is no checkpoint \"ffffffff\"."));
        assertTrue(refused(1, "diff", id, id, "--resource", "Host::Volume#/none").contains("has no resource Host::Volume#/none."));
        assertTrue(refused(1, "restore", id, "--include", tree + "/none", "--to", temporary.resolve("out").toString())
                .contains("The volume " + tree + " has no \"none\" in this checkpoint."));
        assertTrue(refused(1, "restore", id, "--include", image.toString(), "--to", temporary.resolve("out").toString()).contains("is an image"));
        assertFalse(Files.exists(temporary.resolve("out")));
        RunningRuntime.Result json = runtime.run("ls", id, "tree", "none", "--json");
        assertEquals(1, json.status());
        assertEquals("not-found", json.json().object("error").orElseThrow().string("kind").orElse(""));
    }

    @Test
    @DisplayName("given a path of one of the volumes, then it alone comes back, and the answer says that it is a part")
    void restoringAPart() throws Exception {
        String id = protect();
        Path out = temporary.resolve("out");
        RunningRuntime.Result result = succeed("restore", id, "--include", tree + "/etc/deep", "--to", out.toString());
        assertTrue(result.out().contains("Only what was asked for"), result.out());
        assertEquals("far below", Files.readString(out.resolve("tree/etc/deep/down")));
        assertFalse(Files.exists(out.resolve("tree/etc/hosts")));
        assertFalse(Files.exists(out.resolve("disk.img")));

        succeed("restore", id, "--include", "link", "--to", temporary.resolve("links").toString());
        assertEquals(Path.of("etc/hosts"), Files.readSymbolicLink(temporary.resolve("links/tree/link")));

        Files.delete(tree.resolve("top"));
        JsonObject back = succeed("restore", id, "--include", tree + "/top", "--json").json();
        JsonObject volume = (JsonObject) back.array("resources").getFirst();
        assertEquals("[\"" + tree + "/top\"]", JsonArray.of(volume.object("restoredAs").orElseThrow().object("extraInfo").orElseThrow().array("include")).toString());
        assertEquals("on top", Files.readString(tree.resolve("top")));
        assertTrue(refused(1, "restore", id, "--include", tree + "/top").contains(tree + " has \"top\" already."));
    }

    @Test
    @DisplayName("given two checkpoints, then diff names what was added, removed and changed, and the ranges of an image")
    void differing() throws Exception {
        String before = protect();
        write("etc/new", "new");
        Files.delete(tree.resolve("etc/deep/down"));
        write("etc/hosts", "10.0.0.1 elsewhere");
        Files.setPosixFilePermissions(tree.resolve("top"), PosixFilePermissions.fromString("rw-rw----"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            fill(file, 6 * MEBIBYTE, MEBIBYTE, 3);
        }
        String after = protect();
        List<String> lines = succeed("diff", before, after).out().lines().toList();
        assertEquals(List.of("Host::Volume#" + image, "  changed  1048576 bytes at 6291456", "Host::Volume#" + tree, "  removed  etc/deep/down",
                "  changed  etc/hosts (content, modified)", "  added    etc/new", "  changed  top (mode)",
                "1 added, 1 removed, 2 changed, and 1.0 MiB in 1 range of images."), sorted(lines));
        JsonObject json = succeed("diff", before, after, "--json").json();
        assertEquals(2, json.number("changed").orElse(-1));
        assertEquals(MEBIBYTE, json.number("rangeBytes").orElse(-1));
        assertEquals(5, json.array("differences").size());
        assertEquals("Nothing differs.", succeed("diff", before, before).out().strip());
    }

    /** The lines with the image first, in whatever order the volumes were discovered. */
    private List<String> sorted(List<String> lines) {
        int at = lines.indexOf("Host::Volume#" + image);
        if (at <= 0) {
            return lines;
        }
        List<String> moved = new ArrayList<>(lines.subList(at, at + 2));
        moved.addAll(lines.subList(0, at));
        moved.addAll(lines.subList(at + 2, lines.size()));
        return moved;
    }

    @Test
    @DisplayName("given a copy in another bank, then it can be looked into as well, but not be compared with the original, nor seen by another project")
    void elsewhere() throws Exception {
        String id = protect();
        String copy = succeed("copy", id, "--to", "offsite", "--json").json().object("checkpoint").orElseThrow().string("id").orElseThrow();
        assertEquals(succeed("ls", id, "tree", "--recursive").out(), succeed("ls", copy, "tree", "--recursive").out());
        assertTrue(succeed("show", copy).out().contains("Copy of      " + id) && !succeed("show", id).out().contains("Copy of"));
        assertTrue(refused(1, "diff", id, copy).contains("are in different banks and cannot be compared."));
        assertEquals(List.of("default", "offsite"), strings(succeed("stats", "--json").json().array("providers"), "provider"));
        assertEquals(List.of("offsite"), strings(succeed("stats", "--provider", "offsite", "--json").json().array("providers"), "provider"));
        for (List<String> words : List.of(List.of("ls", id), List.of("diff", id, id), List.of("stats", id))) {
            List<String> others = new ArrayList<>(words);
            others.addAll(List.of("--project", "other"));
            assertTrue(refused(1, others.toArray(String[]::new)).contains("There is no checkpoint"), words.toString());
        }
        JsonObject theirs = (JsonObject) succeed("stats", "--project", "other", "--provider", "default", "--json").json().array("providers").getFirst();
        assertEquals(List.of(), theirs.array("checkpoints"));
    }

    @Test
    @DisplayName("given checkpoints that share data, then stats counts it once, and says what each one alone has")
    void counting() throws Exception {
        String first = protect();
        String second = protect();
        JsonObject bank = (JsonObject) succeed("stats", "--json").json().array("providers").getFirst();
        assertEquals(List.of(first, second), strings(bank.array("checkpoints"), "id"));
        long bytes = bank.number("bytes").orElse(0);
        long unique = bank.object("total").orElseThrow().number("bytes").orElse(0);
        assertEquals(2 * unique, bytes, bank.toString());
        assertTrue(unique >= 2L * MEBIBYTE && unique < 3L * MEBIBYTE, bank.toString());
        for (Json checkpoint : bank.array("checkpoints")) {
            long alone = ((JsonObject) checkpoint).object("only").orElseThrow().number("bytes").orElse(-1);
            assertEquals(0, alone, bank.toString());
        }
        String text = succeed("stats").out();
        assertTrue(text.contains(first) && text.contains("2 checkpoints") && text.contains("Deduplication 2."), text);
        assertTrue(text.lines().filter(line -> line.startsWith(first) || line.startsWith(second))
                .allMatch(line -> line.matches(".* -     *(application|filesystem|crash|metadata|none)\\b.*")) && text.contains("CONSISTENCY"), text);

        JsonObject one = succeed("stats", first, "--json").json();
        assertEquals(2, one.array("resources").size());
        String resources = succeed("stats", first).out();
        assertTrue(resources.contains("Host::Volume#" + tree) && resources.contains("\nConsistency "), resources);

        succeed("delete", first);
        assertEquals(0, alone());
        succeed("delete", first, "--purge");
        assertTrue(alone() >= 2L * MEBIBYTE);
    }

    /** What only the oldest checkpoint has. */
    private long alone() throws Exception {
        JsonObject bank = (JsonObject) succeed("stats", "--json").json().array("providers").getFirst();
        return ((JsonObject) bank.array("checkpoints").getFirst()).object("only").orElseThrow().number("bytes").orElse(-1);
    }

    @Test
    @DisplayName("given volumes of one server, then whatever shows their checkpoint says how consistent it is, and how far apart")
    void consistency() throws Exception {
        String protect = succeed("protect", "Host::Server#web").out();
        String id = succeed("checkpoints", "--json").json().array("checkpoints").stream().map(JsonObject.class::cast).findFirst().orElseThrow()
                .string("id").orElseThrow();
        String grade = "(?s).*onsisten.*\\b(application|filesystem|crash|metadata|none)\\b.*\\b[0-9.]+ m?s apart.*";
        for (String text : List.of(protect, succeed("checkpoints").out(), succeed("show", id).out(), succeed("stats", id).out(), succeed("why", id).out(),
                succeed("verify", id).out(), succeed("restore", id, "--to", temporary.resolve("consistency").toString()).out(), succeed("copy", id, "--to", "offsite").out(), undeleted(id))) {
            assertTrue(text.replace("CONSISTENCY", "consistency").matches(grade), text);
        }
        for (JsonObject one : List.of((JsonObject) succeed("checkpoints", "--json").json().array("checkpoints").getFirst(),
                succeed("show", id, "--json").json().object("checkpoint").orElseThrow())) {
            assertTrue(one.string("consistency").isPresent() && one.toString().contains("\"skew"), one.toString());
        }
    }

    private String undeleted(String id) throws Exception {
        succeed("delete", id);
        return succeed("undelete", id).out();
    }

    @Test
    @DisplayName("given a checkpoint that was verified, then lists and show say when and with what result")
    void verified() throws Exception {
        String id = protect();
        assertTrue(succeed("checkpoints").out().lines().filter(line -> line.startsWith(id)).allMatch(line -> line.endsWith("  never")));
        assertTrue(succeed("verify", id).out().contains(" read and checked, consistency "));
        assertTrue(succeed("checkpoints").out().lines().filter(line -> line.startsWith(id)).allMatch(line -> line.matches(".*  [-0-9]{10} sound")));
        for (JsonObject one : List.of((JsonObject) succeed("checkpoints", "--json").json().array("checkpoints").getFirst(),
                succeed("show", id, "--json").json().object("checkpoint").orElseThrow())) {
            JsonObject check = one.object("lastCheck").orElseThrow();
            assertTrue(check.flag("sound").orElse(false) && check.string("at").isPresent(), one.toString());
        }
        assertTrue(succeed("show", id).out().matches("(?s).*\nVerified     [-0-9]{10} [:0-9]{8}, .* read, sound\n.*"));
    }

    @Test
    @DisplayName("given a checkpoint that is deleted, then it is undeleted, or collected, and what is freed is told")
    void collecting() throws Exception {
        String kept = protect();
        write("top", "changed");
        String id = protect();

        assertTrue(succeed("delete", id).out().contains("redoubt undelete " + id));
        assertEquals(List.of(kept), strings(succeed("checkpoints", "--json").json().array("checkpoints"), "id"));
        assertEquals(List.of(id), strings(succeed("checkpoints", "--deleted", "--json").json().array("checkpoints"), "id"));
        assertTrue(refused(1, "restore", id, "--to", temporary.resolve("back").toString()).contains("has the status deleted and cannot be restored."));
        JsonObject deleted = succeed("show", id, "--json").json().object("checkpoint").orElseThrow();
        Instant until = Instant.parse(deleted.string("deletedAt").orElseThrow()).plus(Duration.ofDays(7));
        assertEquals(until.toString(), Instant.parse(deleted.string("keptUntil").orElseThrow()).toString());
        String text = succeed("show", id).out();
        assertTrue(text.matches("(?s).*\nDeleted      [-0-9]{10} [:0-9]{8}; `redoubt undelete " + id
                + "` brings it back until it is collected, after [-0-9]{10} [:0-9]{8}\n.*"), text);
        assertTrue(succeed("checkpoints", "--deleted").out().contains("KEPT UNTIL"));
        assertTrue(succeed("undelete", id.substring(20)).out().matches("Checkpoint " + id + " is back, and available, consistency \\w+(, .* apart)?\\.\n"));
        assertTrue(refused(1, "undelete", id).contains("is not deleted: its status is available."));

        succeed("delete", id);
        assertTrue(succeed("collect", "default").out().contains("Checkpoint " + id + " can be undeleted until "));
        JsonObject dry = collection("--without-grace", "--dry-run");
        assertEquals(List.of(id), strings(dry.array("purged"), "id"));
        assertTrue(succeed("checkpoints", "--deleted").out().contains(id));
        JsonObject done = collection("--without-grace");
        assertEquals(List.of(id), strings(done.array("purged"), "id"));
        assertTrue(done.object("deleted").orElseThrow().number("objects").orElse(0) > 0, done.toString());
        assertEquals(List.of(), succeed("checkpoints", "--deleted", "--json").json().array("checkpoints"));
        assertEquals(List.of(id), strings(succeed("checkpoints", "--status", "purged", "--json").json().array("checkpoints"), "id"));
        assertTrue(refused(1, "undelete", id).contains("has been purged, so it cannot be undeleted any more."));
        succeed("verify", kept);
        assertTrue(succeed("collect", "--without-grace", "--max-repack", "0").out().contains("Deleted: nothing"));
        assertTrue(refused(2, "collect", "--max-repack", "much").contains("is no size."));
        assertTrue(refused(1, "collect", "nowhere").contains("There is no provider \"nowhere\"."));
    }

    private JsonObject collection(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("collect", "default", "--json"));
        all.addAll(List.of(words));
        return (JsonObject) succeed(all.toArray(String[]::new)).json().array("collections").getFirst();
    }

    @Test
    @DisplayName("given a protect, then its lattice and its timeline are pictures that any program can read")
    void pictures() throws Exception {
        protect();
        for (List<String> words : List.of(List.of("lattice", "--checkpoint", "latest"), List.of("lattice", tree.toString()), List.of("timeline", "latest"))) {
            List<String> line = new ArrayList<>(words);
            line.addAll(List.of("--format", "svg"));
            String picture = succeed(line.toArray(String[]::new)).out();
            var root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(picture))).getDocumentElement();
            assertEquals("svg", root.getTagName());
            assertTrue(root.getTextContent().contains("tree"), picture);
        }
    }

    @Test
    @DisplayName("given two volumes of one name, when they are restored to one place, then neither takes the place of the other")
    void twoOfOneName() throws Exception {
        Path other = Files.createDirectories(temporary.resolve("other/tree"));
        Files.writeString(other.resolve("which"), "the other one");
        succeed("protect", tree.toString(), other.toString());
        Path back = temporary.resolve("back");
        succeed("restore", "latest", "--to", back.toString());
        List<Path> places;
        try (Stream<Path> restored = Files.list(back)) {
            places = restored.sorted().toList();
        }
        assertEquals(2, places.size(), places.toString());
        assertEquals(1, places.stream().filter(place -> Files.exists(place.resolve("which")) && Files.notExists(place.resolve("top"))).count(), places.toString());
        assertEquals(1, places.stream().filter(place -> Files.exists(place.resolve("top")) && Files.notExists(place.resolve("which"))).count(), places.toString());
    }
}
