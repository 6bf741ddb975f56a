package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A runtime in a process of its own, started by the script and killed by a signal. */
public final class KillableRuntime {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** It lives for a few seconds only, and what it is told is read by nobody. */
    private static final String SHORT_LIFE = "-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=3 -XX:+UseSerialGC -Djava.io.tmpdir=";

    private final Process process;
    private final Home home;

    private KillableRuntime(Process process, Home home) {
        this.process = process;
        this.home = home;
    }

    /**
     * Starts a runtime, and returns when it listens.
     *
     * @param distribution the unpacked distribution
     * @param root the home that it serves
     * @param temporary its folder for temporary files
     */
    public static KillableRuntime start(Path distribution, Path root, Path temporary) throws IOException, InterruptedException {
        Home home = new Home(root);
        ProcessBuilder builder = new ProcessBuilder(List.of(distribution.resolve("bin/redoubt").toString(), "--home", root.toString(), "run"))
                .redirectInput(Path.of("/dev/null").toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(temporary.resolveSibling("console").toFile()));
        builder.environment().put("REDOUBT_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_TOOL_OPTIONS", SHORT_LIFE + temporary);
        KillableRuntime runtime = new KillableRuntime(builder.start(), home);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!runtime.listens()) {
            if (!runtime.process.isAlive() || System.nanoTime() > end) {
                throw new IOException("The runtime did not start; see " + temporary.resolveSibling("console") + ".");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return runtime;
    }

    private boolean listens() throws IOException {
        Optional<Announcement> announced = Announcement.read(home);
        return announced.filter(now -> now.pid() == process.pid()).isPresent();
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException if the runtime ends before the command does
     */
    public Answer run(String... words) throws IOException {
        try {
            return new Client(home).run(words);
        } catch (LaunchException ended) {
            throw new IOException(ended.getMessage(), ended);
        }
    }

    /** Sends a signal, such as {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("No signal could be sent to process " + process.pid() + ".");
        }
    }

    /** Sends SIGKILL, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits until it has ended by itself, or some time is over. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
