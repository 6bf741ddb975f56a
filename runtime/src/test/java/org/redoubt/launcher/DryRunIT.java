package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;

/** What is said before anything is done, and how it is stopped; one runtime for all. */
@DisplayName("Given a plan and a checkpoint of it")
@Timeout(600)
final class DryRunIT {
    @TempDir
    private static Path temporary;
    private static Path tree;
    private static Path home;
    private static RunningRuntime runtime;
    private static Planned first;
    private static String id;

    /** What a dry run says, the same in lines and as a document. */
    private record Planned(String text, JsonObject plan) {
        List<String> verbs() {
            return resource().array("actions").stream().map(action -> ((JsonObject) action).string("verb").orElse("")).distinct().toList();
        }

        JsonObject resource() {
            return (JsonObject) plan.array("resources").getFirst();
        }

        String origin(String parameter) {
            return resource().object("origins").orElseThrow().string(parameter).orElse("");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        tree = Files.createDirectories(temporary.resolve("tree"));
        Files.writeString(tree.resolve("file"), "what is protected");
        home = temporary.resolve("home");
        new Home(home).prepare(RunningRuntime.distribution());
        configure("org.redoubt.bank.filesystem-offsite.cfg", "name = offsite\npath = " + temporary.resolve("offsite") + "\ncreate = true\n");
        configure("org.redoubt.provider-offsite.cfg", "name = offsite\nbank = offsite\n");
        assertEquals(0, new ProcessBuilder("mkfifo", temporary.resolve("gate").toString()).start().waitFor());
        configure("org.redoubt.server.command-held.config", server("held", "touch " + temporary.resolve("begun") + "; cat " + temporary.resolve("gate"), ""));
        configure("org.redoubt.server.command-own.config", server("own", "touch " + temporary.resolve("frozen"), "frozenPaths=[\"" + home + "\"]\n"));
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), home);
        run(0, "plan", "create", "nightly", tree.toString(), "--parameter", "Host::Volume.exclude=[\"*.tmp\"]");
        run(0, "plan", "create", "own", "Host::Server#own");
        first = planned("protect", "--plan", "nightly", "--parameter", "Host::Volume#" + tree + ".reread=true");
        assertEquals(List.of(), run(0, "checkpoints", "--json").json().array("checkpoints"));
        id = run(0, "protect", "--plan", "nightly", "--json").json().object("checkpoint").orElseThrow().string("id").orElseThrow();
    }

    private static void configure(String file, String text) throws Exception {
        Files.writeString(home.resolve("etc").resolve(file), text);
    }

    private static String server(String name, String freeze, String more) {
        return "name=\"" + name + "\"\nvolumes=[\"" + tree + "\"]\ngrade=\"application\"\nfreezeTimeout=\"3600\"\n" + more
                + "freeze=[\"sh\",\"-c\",\"" + freeze + "\"]\nthaw=[\"touch\",\"" + temporary.resolve("thawed-" + name) + "\"]\n";
    }

    @AfterAll
    static void stop() throws Exception {
        if (runtime != null) {
            runtime.stop();
        }
    }

    private static RunningRuntime.Result run(int status, String... words) throws Exception {
        RunningRuntime.Result result = runtime.run(words);
        assertEquals(status, result.status(), () -> List.of(words) + ": " + result.out() + result.err());
        return result;
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    /** Runs it dry in both forms, and sees that they say the same. */
    private static Planned planned(String... words) throws Exception {
        String text = run(0, with(words, "--dry-run")).out();
        JsonObject document = run(0, with(words, "--dry-run", "--json")).json();
        assertEquals(List.of(), document.array("problems"));
        JsonObject plan = document.object("plan").orElseThrow();
        assertTrue(text.startsWith("A " + words[0] + " with the provider " + plan.string("provider").orElse("") + " of 1 resource:\n"), text);
        assertTrue(text.endsWith("\nNothing has been done.\n"), text);
        assertEquals(words[0], plan.string("type").orElse(""));
        List<String> expected = new ArrayList<>();
        for (var each : plan.array("resources")) {
            JsonObject resource = (JsonObject) each;
            expected.add("Host::Volume#" + resource.string("id").orElseThrow() + "  " + resource.string("name").orElseThrow());
            expected.add("  by " + resource.string("plugin").orElse("the engine alone"));
            resource.object("parameters").orElseThrow().members().forEach((name, value) -> expected.add("  with " + name + " = " + value + ", from "
                    + resource.object("origins").orElseThrow().string(name).orElseThrow()));
            resource.array("actions").forEach(action -> expected.add("  " + ((JsonObject) action).string("verb").orElseThrow() + " "
                    + ((JsonObject) action).string("subject").orElseThrow()));
        }
        assertTrue(expected.stream().allMatch(line -> text.contains("\n" + line)), () -> expected + " is not in " + text);
        return new Planned(text, plan);
    }

    @Test
    @DisplayName("then a dry protect says which plugin reads what, and where each parameter comes from")
    void aProtect() throws Exception {
        assertTrue(first.resource().string("plugin").orElse("").matches("org\\.redoubt\\.plugin\\.volume [0-9]+\\.[0-9]+\\.[0-9]+.*"), first.text());
        assertTrue(JsonArray.of(first.resource().array("hooks")).toString().contains("\"main\""), first.text());
        assertEquals("plan Host::Volume", first.origin("exclude"));
        assertEquals("request Host::Volume#" + tree, first.origin("reread"));
        assertEquals("default", first.origin("oneFileSystem"));
        assertTrue(first.text().contains("  with exclude = [\"*.tmp\"], from plan Host::Volume\n"), first.text());
        assertTrue(first.verbs().contains("read") && !first.verbs().contains("reuse"), first.text());

        assertTrue(planned("protect", "--plan", "nightly").verbs().containsAll(List.of("reuse", "read")));
        assertEquals(1, run(0, "checkpoints", "--plan", "nightly", "--json").json().array("checkpoints").size());
    }

    @Test
    @DisplayName("then a dry restore says what it would create, skip and replace, and touches nothing")
    void aRestore() throws Exception {
        Path back = temporary.resolve("back");
        Planned fresh = planned("restore", id, "--to", back.toString());
        assertEquals(List.of("create"), fresh.verbs());
        assertTrue(fresh.text().contains("  create " + back.resolve("tree")), fresh.text());
        assertEquals("default", fresh.origin("onConflict"));
        assertFalse(Files.exists(back));

        for (String way : List.of("skip", "replace")) {
            Planned there = planned("restore", id, "--on-conflict", way);
            assertEquals(List.of(way), there.verbs());
            assertEquals("request Host::Volume", there.origin("onConflict"));
        }
        assertEquals("what is protected", Files.readString(tree.resolve("file")));
        RunningRuntime.Result refused = run(1, "restore", id, "--dry-run");
        assertTrue(refused.err().startsWith("redoubt: It would be refused: ") && refused.out().endsWith("Nothing has been done.\n"), refused.err());
    }

    @Test
    @DisplayName("then a dry copy and a dry delete say what they would make and take away")
    void aCopyAndADelete() throws Exception {
        Planned copy = planned("copy", id, "--to", "offsite");
        assertEquals(List.of("create"), copy.verbs());
        assertTrue(copy.text().contains("  create Host::Volume#" + tree + " at provider offsite: chunks that are there already are reused\n"), copy.text());
        assertEquals(List.of(), run(0, "checkpoints", "--provider", "offsite", "--json").json().array("checkpoints"));

        Planned delete = planned("delete", id);
        assertEquals(List.of("delete"), delete.verbs());
        assertTrue(delete.text().contains(" of checkpoint " + id + ": it can be undeleted until it is collected\n"), delete.text());
        assertTrue(planned("delete", id, "--purge").text().contains(": for good"));
        assertEquals("available", run(0, "show", id, "--json").json().object("checkpoint").orElseThrow().string("status").orElse(""));
    }

    @Test
    @DisplayName("then a check of the plan says that nothing is in the way, or what is")
    void aCheck() throws Exception {
        assertEquals("Nothing is in the way.\n", run(0, "check", "--plan", "nightly").out());
        assertEquals(List.of(), run(0, "check", "--plan", "nightly", "--json").json().array("problems"));
        Files.move(tree, temporary.resolve("away"));
        try {
            RunningRuntime.Result missing = run(1, "check", "--plan", "nightly");
            assertTrue(missing.err().contains(tree.toString()), missing.err());
        } finally {
            Files.move(temporary.resolve("away"), tree);
        }
    }

    @Test
    @DisplayName("then a plan whose freeze would hold the home of the runtime is refused in one sentence, and nothing is frozen")
    void aFreezeOfTheHome() throws Exception {
        JsonObject problem = (JsonObject) run(1, "check", "--plan", "own", "--json").json().array("problems").getFirst();
        String sentence = problem.string("message").orElse("");
        assertTrue(sentence.startsWith("The server \"own\" cannot be frozen: that would freeze " + home) && sentence.contains("the directory " + home.toRealPath())
                && sentence.endsWith("it would block its own thaw."), sentence);
        RunningRuntime.Result refused = run(1, "protect", "--plan", "own");
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().startsWith("redoubt: Host::Server#own: The server \"own\" cannot be frozen: "), refused.err());
        assertFalse(Files.exists(temporary.resolve("frozen")));
        assertEquals(List.of(), run(0, "checkpoints", "--plan", "own", "--json").json().array("checkpoints"));
    }

    @Test
    @DisplayName("then a protect that is cancelled while it freezes thaws, says so, and can be cancelled only once")
    void aCancel() throws Exception {
        FutureTask<RunningRuntime.Result> protect = later("protect", "Host::Server#held");
        until(() -> Files.exists(temporary.resolve("begun")));
        String operation = ((JsonObject) run(0, "operations", "--open", "--json").json().array("operations").getFirst()).string("id").orElseThrow();
        FutureTask<RunningRuntime.Result> cancel = later("cancel", operation);
        until(() -> run(0, "why", operation).out().contains("It was asked to stop: It was cancelled by "));
        Files.writeString(temporary.resolve("gate"), "go on");

        RunningRuntime.Result cancelled = cancel.get(2, TimeUnit.MINUTES);
        assertEquals(0, cancelled.status(), cancelled.err());
        assertEquals("Operation " + operation + " is cancelled.\n", cancelled.out());
        RunningRuntime.Result ended = protect.get(2, TimeUnit.MINUTES);
        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("The protect was cancelled: It was cancelled by "), ended.err());
        assertTrue(Files.exists(temporary.resolve("thawed-held")));
        assertTrue(run(1, "cancel", operation).err().contains("The operation " + operation + " does not run: it is cancelled."));
        JsonObject again = run(1, "cancel", operation, "--json").json().object("error").orElseThrow();
        assertEquals("conflict", again.string("kind").orElse(""));
    }

    private static FutureTask<RunningRuntime.Result> later(String... words) {
        FutureTask<RunningRuntime.Result> task = new FutureTask<>(() -> runtime.run(words));
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, "It did not come about.");
            Thread.sleep(20);
        }
    }
}
