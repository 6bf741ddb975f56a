package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

/**
 * A home of the real distribution, used by the script as people do.
 *
 * @param home the home
 * @param temporary where output is kept
 */
record CommandHome(Path home, Path temporary) {
    /** What does little and is soon over would end before it had been worth it to optimise it. */
    static final String SHORT_LIFE = "-XX:TieredStopAtLevel=1";

    /** What a command has answered. */
    record Outcome(int status, String out, String err) {
    }

    ProcessBuilder builder(String... words) {
        List<String> command = new ArrayList<>(List.of(
                RunningRuntime.distribution().root().resolve("bin/redoubt").toString(), "--home", home.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("REDOUBT_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("REDOUBT_OPTS", SHORT_LIFE);
        return builder;
    }

    Outcome run(String... words) throws IOException, InterruptedException {
        return outcome(start(words));
    }

    /** A command that runs, and where it complains. */
    record Running(Process process, Path err) {
    }

    Running start(String... words) throws IOException {
        return start(builder(words));
    }

    private Running start(ProcessBuilder builder) throws IOException {
        Path err = Files.createTempFile(temporary, "err", "");
        return new Running(builder.redirectError(err.toFile()).start(), err);
    }

    Outcome outcome(ProcessBuilder builder) throws IOException, InterruptedException {
        return outcome(start(builder));
    }

    Outcome outcome(Running running) throws IOException, InterruptedException {
        String out = new String(running.process().getInputStream().readAllBytes());
        return new Outcome(running.process().waitFor(), out, Files.readString(running.err()));
    }

    JsonObject json(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        return Json.parseObject(run(all.toArray(String[]::new)).out());
    }

    long pid() throws Exception {
        return json("status").object("runtime").orElseThrow().number("pid").orElseThrow();
    }

    /** Makes the home, as the first command does. */
    CommandHome prepare() throws LaunchException {
        new Home(home).prepare(RunningRuntime.distribution());
        return this;
    }

    void configure(String file, String text) throws IOException {
        Files.writeString(home.resolve("etc").resolve(file), text);
    }
}
