package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

@DisplayName("Given a server that cannot be frozen, a volume beside it, and a protect that isolates")
final class PartialIT {
    @TempDir
    private static Path temporary;
    private static RunningRuntime runtime;
    private static Path data;
    private static Path lost;
    private static RunningRuntime.Result made;
    private static String id;

    @BeforeAll
    static void protect() throws Exception {
        data = Files.createDirectory(temporary.resolve("data"));
        lost = Files.createDirectory(temporary.resolve("lost"));
        Files.writeString(data.resolve("file"), "what is protected");
        Path home = temporary.resolve("home");
        new Home(home).prepare(RunningRuntime.distribution());
        Files.writeString(home.resolve("etc/org.redoubt.server.command-web.config"),
                "name=\"web\"\nvolumes=[\"" + lost + "\"]\ngrade=\"application\"\nfreeze=[\"false\"]\nthaw=[\"true\"]\n");
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
        made = runtime.run("protect", "Host::Server#web", data.toString(), "--on-failure", "isolate", "--json");
        id = made.json().object("checkpoint").orElseThrow().string("id").orElseThrow();
    }

    @AfterAll
    static void stop() throws Exception {
        runtime.stop();
    }

    private static String refused(String... words) throws Exception {
        RunningRuntime.Result result = runtime.run(words);
        assertEquals(1, result.status(), result.out());
        return result.err();
    }

    private static Map<String, String> statuses(List<? extends Json> resources) {
        Map<String, String> statuses = new TreeMap<>();
        for (Json each : resources) {
            JsonObject resource = (JsonObject) each;
            statuses.put(resource.string("name").orElse(""), resource.string("status").orElse(""));
        }
        return statuses;
    }

    @Test
    @DisplayName("then that has failed, and its checkpoint is listed as partial")
    void itIsListedAsPartial() throws Exception {
        assertEquals(1, made.status());
        assertTrue(made.json().object("error").orElseThrow().string("message").orElse("").contains("could not be frozen"), made.out());
        assertEquals("partial", made.json().object("checkpoint").orElseThrow().string("status").orElse(""));
        JsonObject listed = (JsonObject) runtime.run("checkpoints", "--json").json().array("checkpoints").getFirst();
        assertEquals("partial", listed.string("status").orElse(""));
        assertEquals(List.of(), runtime.run("checkpoints", "--status", "available", "--json").json().array("checkpoints"));
    }

    @Test
    @DisplayName("then show says of each resource whether it can be restored and why not, each reason once")
    void itIsShown() throws Exception {
        String text = runtime.run("show", id).out();
        assertTrue(text.contains("Status       partial\n"), text);
        assertTrue(text.contains("Restorable   1 of 3 resources, with `redoubt restore " + id + " --partial`\n"), text);
        assertTrue(text.contains("\n- Host::Server#web: The server \"web\" could not be frozen"), text);
        assertTrue(text.contains("\n- Host::Volume#" + lost + ": It was given up because of this: "), text);

        JsonObject shown = runtime.run("show", id, "--json").json().object("checkpoint").orElseThrow();
        assertEquals("partial", shown.string("status").orElse(""));
        assertEquals(Map.of("web", "failed", "data", "done", "lost", "skipped"), statuses(shown.array("resources")));
    }

    @Test
    @DisplayName("then a restore without --partial is refused in one sentence, and nothing is restored")
    void aRestoreIsRefused() throws Exception {
        Path back = temporary.resolve("refused");
        for (List<String> words : List.of(List.of("restore", id, "--to", back.toString()), List.of("restore", id, "--to", back.toString(), "--dry-run"))) {
            String sentence = refused(words.toArray(String[]::new));
            assertEquals("redoubt: Checkpoint " + id + " is partial: some of its resources were given up. Restore what there is of it with `--partial`,"
                    + " or restore another one.\n", sentence);
        }
        assertTrue(refused("check", "--restore", id, "--to", back.toString()).contains("is partial"));
        JsonObject error = runtime.run("restore", id, "--to", back.toString(), "--json").json().object("error").orElseThrow();
        assertEquals("conflict", error.string("kind").orElse(""));
        assertFalse(Files.exists(back));
    }

    @Test
    @DisplayName("then it is the latest for all but a restore, which says with which option it would be")
    void itIsNoLatestToRestore() throws Exception {
        for (List<String> words : List.of(List.of("restore", "latest"), List.of("restore", "latest", "--dry-run"), List.of("check", "--restore", "latest"))) {
            assertEquals("redoubt: No checkpoint can be restored whole: what there is is partial."
                    + " Restore what there is of the latest one with `--partial`.\n", refused(words.toArray(String[]::new)));
        }
        assertEquals(0, runtime.run("lattice", "--checkpoint", "latest").status());
        assertTrue(runtime.run("show", "latest").out().contains(id));
    }

    @Test
    @DisplayName("then a restore of the latest takes the whole one before it, and with --partial the partial one")
    void theLatestWholeOneIsRestored() throws Exception {
        List<String> project = List.of("--project", "other", "--json");
        String whole = made(project, "protect", data.toString());
        String partial = made(project, "protect", "Host::Server#web", data.toString(), "--on-failure", "isolate");
        assertEquals(whole, restored(project, "restore", "latest", "--to", temporary.resolve("whole").toString()));
        assertEquals(partial, restored(project, "restore", "latest", "--partial", "--to", temporary.resolve("partial").toString()));
        assertEquals("what is protected", Files.readString(temporary.resolve("whole/data/file")));
    }

    private static JsonObject answer(List<String> more, String... words) throws Exception {
        return runtime.run(Stream.concat(Stream.of(words), more.stream()).toArray(String[]::new)).json();
    }

    private static String made(List<String> more, String... words) throws Exception {
        return answer(more, words).object("checkpoint").orElseThrow().string("id").orElseThrow();
    }

    private static String restored(List<String> more, String... words) throws Exception {
        return answer(more, words).object("operation").orElseThrow().string("checkpoint").orElseThrow();
    }

    @Test
    @DisplayName("then a restore with --partial brings back what there is, and says what that is")
    void whatThereIsComesBack() throws Exception {
        Path back = temporary.resolve("back");
        assertEquals(0, runtime.run("check", "--restore", id, "--partial", "--to", back.toString()).status());
        RunningRuntime.Result text = runtime.run("restore", id, "--partial", "--to", back.toString());
        assertEquals(0, text.status(), text.err());
        assertTrue(text.out().contains("\n1 resource restored from checkpoint " + id + ", consistency none"), text.out());
        assertEquals("what is protected", Files.readString(back.resolve("data/file")));
        assertFalse(Files.exists(back.resolve("lost")));

        Path again = temporary.resolve("again");
        RunningRuntime.Result json = runtime.run("restore", id, "--partial", "--to", again.toString(), "--json");
        assertEquals(0, json.status(), json.out());
        assertEquals(Map.of("data", "done"), statuses(json.json().array("resources")));
        assertEquals("what is protected", Files.readString(again.resolve("data/file")));
    }

    @Test
    @DisplayName("then what there is of it is verified, and why says what there is not")
    void itIsVerifiedAndExplained() throws Exception {
        RunningRuntime.Result verified = runtime.run("verify", id);
        assertEquals(0, verified.status(), verified.err());
        String why = runtime.run("why", id).out();
        assertTrue(why.contains("1 of 3 resources can be restored.") && why.contains("--partial"), why);
    }
}
