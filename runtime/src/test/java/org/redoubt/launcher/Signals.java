package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Ctrl-C does to the processes that a test starts. */
final class Signals {
    private static final long INTERRUPT = 1L << 1;

    private Signals() {
    }

    /** The same command, which Ctrl-C can stop. */
    static ProcessBuilder interruptible(ProcessBuilder builder) throws IOException {
        if (ignoresInterrupts()) {
            builder.command().addAll(0, List.of("env", "--default-signal=INT"));
        }
        return builder;
    }

    /** Whether Ctrl-C is ignored here, and so in whatever is started here: shells start so what they run in the background. */
    private static boolean ignoresInterrupts() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("SigIgn:"))
                .findFirst().orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & INTERRUPT) != 0;
    }
}
