package org.redoubt.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands. */
final class Shell {
    private static final long MINUTES = 20;

    private Shell() {}

    /** Runs a command to its end, in a directory and with more in its environment; what it prints is kept for when it fails. */
    static void call(Path directory, Map<String, String> environment, List<String> command) throws Exception {
        Path output = Files.createTempFile("redoubt-benchmark-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).redirectInput(Path.of("/dev/null").toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + " failed: " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    /** Whether there is such a program. */
    static boolean has(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }
}
