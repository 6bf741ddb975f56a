package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A checkout that holds the script and what it looks at, on a machine whose tools are chosen here: JDKs that say which one was started
 * and with what, and a Maven that makes what the script takes for a distribution.
 */
final class ScriptCheckout {
    static final String MAVEN = "mkdir -p runtime/target/redoubt-1/bin && : > runtime/target/redoubt-1/bin/redoubt.jar\n"
            + ": > runtime/target/redoubt-1/complete\n";
    private static final List<String> TOOLS = List.of("dirname", "readlink", "sed", "head", "find", "mktemp", "rm", "mv", "mkdir", "uname",
            "stty", "sleep", "flock", "grep");

    private final Path machine;
    private final Path tools;
    private final Path script;

    /** @param machine an empty directory */
    ScriptCheckout(Path machine) throws IOException {
        this.machine = machine;
        tools = Files.createDirectory(machine.resolve("tools"));
        for (String tool : TOOLS) {
            Path found = Stream.of(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, tool)).filter(Files::isExecutable)
                    .findFirst().orElseThrow(() -> new IOException("There is no " + tool + " here."));
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
        }
        script = Files.createDirectory(root()).resolve("redoubt");
        // The usual places of JDKs are those of this machine.
        String text = Files.readString(Path.of("../redoubt"));
        for (String place : List.of("/usr/lib/jvm/", "/opt/", "/Library/")) {
            if (!text.contains(" " + place)) {
                throw new IOException("The script does not look into " + place + " any more.");
            }
            text = text.replace(" " + place, " " + machine + place);
        }
        executable(script, text);
        Files.writeString(root().resolve("pom.xml"), "<project/>");
        maven(MAVEN);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    Path root() {
        return machine.resolve("checkout");
    }

    Path script() {
        return script;
    }

    /** A Maven that does this in the checkout. */
    void maven(String does) throws IOException {
        executable(tools.resolve("mvn"), "#!/bin/sh\necho \"$*\" >> builds\n" + does);
    }

    void withoutMaven() throws IOException {
        Files.delete(tools.resolve("mvn"));
    }

    /** The arguments of each build that was begun. */
    List<String> builds() throws IOException {
        Path file = root().resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** A JDK in a place of this machine, such as {@code /usr/lib/jvm/one}. */
    Path jdk(String place, String version) throws IOException {
        Path jdk = Path.of(machine + place);
        executable(jdk.resolve("bin/java"), "#!/bin/sh\necho \"" + place + " $*\"\n");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /** Makes a JDK the one of the path. */
    void java(Path jdk) throws IOException {
        Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));
    }

    /** The script with these words and variables, to be started. */
    ProcessBuilder script(Map<String, String> variables, String... words) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", tools.toString(), "HOME", machine.resolve("home").toString(), "TMPDIR", machine.toString()));
        builder.environment().putAll(variables);
        return builder;
    }

    /** Runs the script to its end. */
    Answer run(Map<String, String> variables, String... words) throws IOException, InterruptedException {
        return finish(script(variables, words).redirectError(Files.createTempFile(machine, "err", "").toFile()));
    }

    /** Runs something to its end whose errors go to a file. */
    static Answer finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes());
        return new Answer(process.waitFor(), out, Files.readString(builder.redirectError().file().toPath()));
    }
}
