package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

/** Each command with each argument that names something which is not there, or makes no sense. */
@DisplayName("Given bad input, then one line says what is wrong and what to do, with the right exit status")
final class BadInputIT {
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final String NOBODY = "65534";

    /** Those that take a checkpoint; what stands for it is put in the place of the question mark. */
    private static final List<String> CHECKPOINTS = List.of("show ?", "verify ?", "delete ?", "undelete ?", "restore ?", "copy ? --to default", "ls ?", "diff ? ?",
            "stats ?", "lattice --checkpoint ?", "checkpoints --after ?", "check --restore ?", "check --verify ?", "check --delete ?",
            "check --copy ? --to default", "restore ? --dry-run", "why ?");
    private static final List<String> OPERATIONS = List.of("operations ?", "timeline ?", "cancel ?", "resume ?", "undo ?", "why ?");
    private static final List<String> PLANS = List.of("protect --plan ?", "check --plan ?", "lattice --plan ?", "plan show ?", "plan delete ?", "checkpoints --plan ?");
    private static final List<String> PROVIDERS = List.of("protect FILE --provider ?", "plan create fresh FILE --provider ?", "check FILE --provider ?",
            "providers ?", "checkpoints --provider ?", "stats --provider ?", "collect ?", "undelete latest --provider ?", "show latest --provider ?", "verify latest --provider ?",
            "restore latest --provider ?", "delete latest --provider ?", "ls latest --provider ?", "diff latest latest --provider ?", "copy latest --to ?",
            "copy latest --provider ? --to default", "check --copy latest --to ?", "lattice --checkpoint latest --operation copy --to ?", "key list --provider ?", "key add --provider ?",
            "key remove one --provider ?", "key rotate --provider ?", "key export copy --provider ?");
    private static final List<String> TYPES = List.of("protect ?#one", "plan create fresh ?#one", "check ?#one", "lattice ?#one", "protectables ?",
            "protect FILE --parameter ?.member=1", "restore latest --to back --parameter ?.member=1");
    private static final List<String> PATHS = List.of("protect ?", "plan create fresh ?", "check ?", "lattice ?", "protect FILE ?");
    private static final List<String> FILES = List.of("plan create --file ?", "plugin install ?", "plugin upgrade ?", "key add ?", "key list --with ?");
    private static final List<String> PLUGINS = List.of("plugin explain ?", "plugin remove ?", "why ?");

    private static final List<List<String>> NONSENSE = List.of(List.of("nonsense"), List.of("help", "nonsense"), List.of("plan"), List.of("plan", "nonsense"),
            List.of("plugin", "nonsense"), List.of("key", "nonsense"), List.of("protect"), List.of("protect", ""), List.of("protect", "Host::Volume#"),
            List.of("protect", "/srv", "--plan", "nightly"), List.of("plan", "create", "nightly"), List.of("plan", "create", "../up", "/srv"),
            List.of("check", "--restore", "latest", "--plan", "nightly"), List.of("check", "--copy", "latest"), List.of("check", "/srv", "--dry-run"), List.of("check", "/srv", "--key", "once"), List.of("copy", "latest"), List.of("lattice"),
            List.of("lattice", "/srv", "--format", "png"), List.of("lattice", "--checkpoint", "latest", "--operation", "copy"),
            List.of("lattice", "--checkpoint", "latest", "--to", "default"), List.of("timeline", "ffffffff", "--format", "png"), List.of("checkpoints", "--limit", "0"),
            List.of("checkpoints", "--limit", "many"), List.of("checkpoints", "--since", "yesterday"), List.of("checkpoints", "--until", "2026-13-01"),
            List.of("checkpoints", "--status", "lost"), List.of("checkpoints", "--status", "error", "--deleted"), List.of("collect", "--max-repack", "much"), List.of("checkpoints", "--project", "a/b"), List.of("checkpoints", "--oldest-first=yes"),
            List.of("operations", "--limit", "-1"), List.of("protect", "/srv", "--parameter", "none"), List.of("protect", "/srv", "--on-failure", "none"),
            List.of("protect", "/srv", "--priority", "none"), List.of("protect", "/srv", "--deadline", "soon"), List.of("protect", "/srv", "--deadline"),
            List.of("protect", "/srv", "--freeze-budget", "0s"), List.of("protect", "/srv", "--minimum-consistency", "none-such"),
            List.of("restore", "latest", "--on-conflict", "ask"), List.of("restore", "latest", "--resource", "none"));

    @TempDir
    private static Path temporary;
    private static RunningRuntime runtime;

    @BeforeAll
    static void start() throws Exception {
        runtime = RunningRuntime.start(ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(), temporary.resolve("home"));
        Path file = Files.writeString(temporary.resolve("FILE"), "what is protected");
        Files.createSymbolicLink(temporary.resolve("loop"), Path.of("loop"));
        assertEquals(0, new ProcessBuilder("mkfifo", temporary.resolve("pipe").toString()).start().waitFor());
        assertEquals(0, runtime.run("protect", file.toString()).status());
    }

    @AfterAll
    static void stop() throws Exception {
        runtime.stop();
    }

    @AfterEach
    void nothingIsHalfDone() throws Exception {
        assertEquals(1, runtime.run("checkpoints", "--json").json().array("checkpoints").size());
        assertEquals(List.of(), runtime.run("plan", "list", "--json").json().array("plans"));
        assertEquals(List.of(), runtime.run("operations", "--open", "--json").json().array("operations"));
        try (Stream<Path> made = Stream.of("back", "copy").map(temporary.resolve("home")::resolve).filter(Files::exists)) {
            assertEquals(List.of(), made.toList());
        }
    }

    /** Runs a line twice, for people and for programs, and gives what it says to people. */
    private static String refused(int status, List<String> words) throws Exception {
        RunningRuntime.Result result = runtime.run(words.toArray(String[]::new));
        assertEquals(status, result.status(), words + ": " + result.out() + result.err());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().matches("redoubt: [^\n]+\\.\n"), result.err());

        List<String> asJson = new ArrayList<>(words);
        asJson.add("--json");
        RunningRuntime.Result document = runtime.run(asJson.toArray(String[]::new));
        assertEquals(status, document.status(), document.out());
        assertEquals("", document.err());
        JsonObject error = document.json().object("error").orElseThrow();
        assertTrue(error.string("message").orElse("").endsWith("."), document.out());
        assertTrue(error.string("hint").orElse("").endsWith("."), () -> "It does not say what to do: " + document.out());
        return result.err();
    }

    private static String file(String name) {
        return temporary.resolve(name).toString();
    }

    /** Sees that each line is refused with what has to be in its sentence. */
    private static void refuseEach(List<String> lines, String bad, String... said) throws Exception {
        for (String line : lines) {
            List<String> words = Arrays.stream(line.split(" ")).map(word -> word.equals("FILE") ? file("FILE") : word.replace("?", bad)).toList();
            String sentence = refused(REFUSED, words);
            for (String part : said) {
                assertTrue(sentence.contains(part), () -> "\"" + part + "\" is not said of \"" + line + "\": " + sentence);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "01a202f1-8803-7000-a069-bf6698ecb967"})
    void anUnknownCheckpoint(String id) throws Exception {
        refuseEach(CHECKPOINTS, id, "checkpoint \"" + id + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "01a202f1-8803-7000-a069-bf6698ecb967"})
    void anUnknownOperation(String id) throws Exception {
        refuseEach(OPERATIONS, id, "operation", id);
    }

    @Test
    void anUnknownPlan() throws Exception {
        refuseEach(PLANS, "nightly", "There is no plan \"nightly\".");
        assertEquals(0, runtime.run("plan", "create", "weekly", file("FILE")).status());
        refuseEach(PLANS, "nightly", "There is no plan \"nightly\". Known are: weekly.");
        assertEquals(0, runtime.run("plan", "delete", "weekly").status());
    }

    @Test
    void anUnknownProvider() throws Exception {
        refuseEach(PROVIDERS, "nowhere", "There is no provider \"nowhere\". These are configured: default.");
    }

    @Test
    void anUnknownType() throws Exception {
        refuseEach(TYPES, "No::Such", "\"No::Such\"", "Host::");
        refuseEach(List.of("verify latest --resource ?", "restore latest --resource ?", "diff latest latest --resource ?"), "No::Such#one", "No::Such#one");
    }

    @Test
    void anUnknownResource() throws Exception {
        refuseEach(List.of("protect ?", "plan create fresh ?", "check ?", "lattice ?"), "Host::Server#none", "There is no resource Host::Server#none.");
        refuseEach(List.of("ls latest ?"), "none", "no resource `none`");
    }

    @Test
    void aPlanWithAResourceThatIsGone() throws Exception {
        Path gone = Files.writeString(temporary.resolve("gone"), "for a moment");
        assertEquals(0, runtime.run("plan", "create", "weekly", gone.toString()).status());
        Files.delete(gone);
        refuseEach(List.of("protect --plan ?", "check --plan ?", "lattice --plan ?"), "weekly", gone + " does not exist.");
        assertEquals(0, runtime.run("plan", "delete", "weekly").status());
    }

    @Test
    void aParameterThatIsUnknownOrWrong() throws Exception {
        refuseEach(List.of("protect FILE --parameter ?", "protect FILE --dry-run --parameter ?"), "Host::Volume.nonsense=1", "Host::Volume.nonsense: There is no such parameter.");
        refuseEach(List.of("protect FILE --parameter ?"), "Host::Volume.reread=7", "Host::Volume.reread: It is a whole number, and has to be true or false.");
        refuseEach(List.of("protect FILE --parameter ?"), "No::Such.member=1", "there is no resource of this type");
        refuseEach(List.of("restore latest --to back --parameter ?"), "Host::Volume.owners=maybe", ".owners: Expected any of");
    }

    @Test
    void aConsistencyThatCertainlyIsNotReached() throws Exception {
        refuseEach(List.of("protect FILE --minimum-consistency crash --parameter ?"),
                "Host::Volume.snapshotter=none", " would be none (it is read while it can change, as no snapshot was asked for).");
    }

    /** One plugin that does wrong what the name of a type or a resource says. */
    @Test
    void aPluginThatIsWrong() throws Exception {
        Bundle bad = runtime.context().installBundle(ProbeJar.bad(temporary.resolve("bad.jar")).toUri().toString());
        try {
            bad.start();
            refuseEach(List.of("protect ?"), "Bad::Needy#one", "Bad::Needy", "colour");
            refuseEach(List.of("protect ?", "lattice ?"), "Bad::Thing#circle", "in a circle", "Bad::Thing#circle", "Bad::Thing#back", "Correct the definition");
            refuseEach(List.of("protect ?"), "Bad::Thing#parent", "resources of the type \"Bad::Orphan\"", "another plugin for this type");
            refuseEach(List.of("protect ?"), "Bad::Mute#one", "null", "use another version of");
            refuseEach(List.of("protect ?"), "Bad::Formless#one", "org.redoubt.bad", "redoubt.format is \"one\" and not a version such as 1.0");
            for (String method : List.of("show", "dependents", "operation", "hooks")) {
                refuseEach(List.of("protect ?"), "Bad::Thing#" + method + "-throws", "org.redoubt.bad", "the dongle is missing", "use another version of");
                refuseEach(List.of("protect ?"), "Bad::Thing#" + method + "-null", "org.redoubt.bad", "use another version of");
            }
            refuseEach(List.of("protect ? --dry-run"), "Bad::Thing#plan-throws", "org.redoubt.bad", "the dongle is missing", "use another version of");
            refuseEach(List.of("protect ? --dry-run"), "Bad::Thing#plan-null", "org.redoubt.bad", "use another version of");
            refuseEach(List.of("protectables ?"), "Bad::Unlisted", "org.redoubt.bad", "the dongle is missing", "use another version of");
            refuseEach(List.of("protectables ?"), "Bad::Listless", "org.redoubt.bad", "use another version of");
            failed(List.of("protect", "Bad::Thing#main-throws"), "org.redoubt.bad", "the dongle is missing", "use another version of");
            Path plan = Files.writeString(temporary.resolve("plan.json"), """
                    {"name": "stuck", "hookTimeout": "PT0.5S", "resources": [{"type": "Bad::Thing", "id": "main-hangs"}]}""");
            assertEquals(0, runtime.run("plan", "create", "--file", plan.toString()).status());
            failed(List.of("protect", "--plan", "stuck"), "org.redoubt.bad", "did not end main within");
            assertEquals(0, runtime.run("plan", "delete", "stuck").status());
        } finally {
            bad.uninstall();
        }
    }

    /** Sees that an operation begins, fails with what has to be in its sentence, and leaves a checkpoint that can be deleted. */
    private static void failed(List<String> words, String... said) throws Exception {
        RunningRuntime.Result result = runtime.run(words.toArray(String[]::new));
        assertEquals(REFUSED, result.status(), result.out() + result.err());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().filter(line -> line.startsWith("redoubt: ")).count(), result.err());
        for (String part : said) {
            assertTrue(result.err().contains(part), () -> "\"" + part + "\" is not said: " + result.err());
        }
        JsonObject left = (JsonObject) runtime.run("checkpoints", "--json").json().array("checkpoints").getFirst();
        assertEquals("error", left.string("status").orElse(""), left.toString());
        assertEquals(0, runtime.run("delete", left.string("id").orElseThrow(), "--purge").status());
    }

    @Test
    void anUnknownPluginOrKey() throws Exception {
        refuseEach(PLUGINS, "nobody", "\"nobody\"");
        refuseEach(List.of("key remove ?"), "ffff", "no key \"ffff\"");
    }

    @Test
    void aPathThatDoesNotExist() throws Exception {
        refuseEach(PATHS, file("none"), file("none") + " does not exist.");
        RunningRuntime.Result both = runtime.run("check", file("none"), file("never"));
        assertEquals(REFUSED, both.status());
        assertTrue(both.err().contains(file("none") + " does not exist.") && both.err().contains(file("never") + " does not exist."), both.err());
        refuseEach(FILES, file("none"), file("none"));
        refuseEach(List.of("plugin install ?", "plugin upgrade ?"), file("FILE"), "end with .jar");
    }

    @Test
    void aPathThatCannotBeRead() throws Exception {
        refuseEach(PATHS, file("loop"), file("loop") + " cannot be read: ");
        refuseEach(PATHS, file("pipe"), file("pipe") + " is a named pipe; only a directory, a disk image or a block device can be protected.");
        refuseEach(List.of("restore latest --to ?"), file("FILE"), "Nothing can be written to " + file("FILE"));
    }

    /** Of a tree the rest is protected. */
    @Test
    void aPathWithoutTheRights() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path tree = Files.createDirectory(temporary.resolve("tree"));
        Files.writeString(tree.resolve("open"), "for all");
        Path secret = Files.writeString(tree.resolve("secret"), "for its owner");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));

        CommandHome.Outcome refused = asNobody("protect", secret.toString());
        assertEquals(REFUSED, refused.status(), refused.out());
        assertEquals("", refused.out());
        assertTrue(refused.err().startsWith("redoubt: ") && refused.err().contains(secret + " cannot be read: "), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        CommandHome.Outcome told = asNobody("protect", tree.toString());
        assertEquals(0, told.status(), told.err());
        assertTrue(told.err().contains("warning: ") && told.err().contains("secret"), told.err());
    }

    /** A command of somebody who has no rights; the test is skipped where one cannot become that, or that one not read the distribution. */
    private static CommandHome.Outcome asNobody(String... words) throws Exception {
        CommandHome home = new CommandHome(temporary.resolve("nobody"), temporary);
        ProcessBuilder builder = home.builder(words);
        List<String> nobody = List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
        List<String> looks = new ArrayList<>(nobody);
        looks.addAll(List.of("test", "-r", builder.command().getFirst()));
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")) && new ProcessBuilder(looks).start().waitFor() == 0, "nobody else can be played here");
        builder.command().addAll(0, nobody);
        return home.outcome(builder);
    }

    @Test
    void whatMakesNoSense() throws Exception {
        for (List<String> words : NONSENSE) {
            refused(USAGE, words);
        }
    }

    @Test
    void anOptionThatACommandHasNotOrAWordTooMuch() throws Exception {
        for (String command : commands()) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.add("--nonsense");
            assertTrue(refused(USAGE, words).contains("`redoubt " + command + "` has no option `--nonsense`."), command);
        }
        for (String command : List.of("version", "demo", "checkpoints", "plan list", "plugin list", "key list", "key rotate")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.add("nonsense");
            assertTrue(refused(USAGE, words).contains("does not understand `nonsense`"), command);
        }
        for (String command : List.of("show", "verify", "delete", "undelete", "restore", "copy", "ls", "diff", "timeline", "cancel", "resume", "undo", "why", "plan show",
                "plan delete", "plugin explain", "plugin install", "plugin upgrade", "plugin remove", "key remove", "key export")) {
            assertTrue(refused(USAGE, List.of(command.split(" "))).contains("`redoubt " + command + "` needs "), command);
        }
    }

    @Test
    void whatACommandCannotDoWithoutIsInItsUsageAndNothingElse() throws Exception {
        for (String command : commands()) {
            List<String> words = List.of(command.split(" "));
            String synopsis = help(words);
            String needed = synopsis.substring(("redoubt " + command).length());
            while (needed.contains("[")) {
                needed = needed.replaceAll("\\[[^\\[\\]]*\\]", "");
            }
            if (!needed.isBlank()) {
                refused(USAGE, words);
            } else if (!command.equals("demo")) {
                assertNotEquals(USAGE, runtime.run(words.toArray(String[]::new)).status(), synopsis);
            }
        }
        assertEquals("redoubt copy ID --to PROVIDER [OPTIONS]", help(List.of("copy")));
        assertTrue(refused(USAGE, List.of("copy", "latest")).contains("`redoubt copy` needs `--to PROVIDER`."));
        assertTrue(refused(USAGE, List.of("plugin", "install", "")).contains("An empty text is no path."));
        assertTrue(refused(USAGE, List.of("plan", "create", "name", "--file", "plan.json")).contains("takes either a name and something to protect, or a plan"));
    }

    private static String help(List<String> command) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.addFirst("help");
        words.add("--json");
        return runtime.run(words.toArray(String[]::new)).json().object("command").orElseThrow().string("synopsis").orElseThrow();
    }

    /** Every command that is there, also those of groups. */
    private static TreeSet<String> commands() throws Exception {
        TreeSet<String> names = new TreeSet<>();
        for (Json each : runtime.run("help", "--json").json().array("commands")) {
            JsonObject command = (JsonObject) each;
            String name = command.string("name").orElseThrow();
            String first = command.string("synopsis").orElseThrow().split(" ")[2];
            if (first.contains("|") && first.equals(first.toLowerCase(Locale.ROOT))) {
                Stream.of(first.split("\\|")).forEach(member -> names.add(name + " " + member));
            }
            names.add(name);
        }
        assertTrue(names.size() > 35, names.toString());
        return names;
    }
}
