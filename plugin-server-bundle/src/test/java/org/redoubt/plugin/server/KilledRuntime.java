package org.redoubt.plugin.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A runtime in a process of its own that holds a freeze until it is killed. */
final class KilledRuntime implements AutoCloseable {
    private final Process process;
    private final List<ProcessHandle> children = new ArrayList<>();

    private KilledRuntime(Process process) {
        this.process = process;
    }

    /**
     * Starts one, and waits until it has frozen the server.
     *
     * @param seconds how long the server may be frozen
     * @return the runtime; empty if the time was over before it was frozen
     */
    static Optional<KilledRuntime> start(Path storage, Path volume, String freeze, String thaw, int seconds) throws IOException {
        Process process = new ProcessBuilder("setsid", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), HeldFreeze.class.getName(), storage.toString(), volume.toString(), freeze, thaw,
                Integer.toString(seconds)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        KilledRuntime runtime = new KilledRuntime(process);
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); !"frozen".equals(line); line = lines.readLine()) {
            if (line == null) {
                runtime.close();
                return Optional.empty();
            }
            ProcessHandle.of(Long.parseLong(line.substring("child ".length()))).ifPresent(runtime.children::add);
        }
        return Optional.of(runtime);
    }

    /** The processes that it has started besides. */
    List<ProcessHandle> children() {
        return children;
    }

    void kill() throws InterruptedException {
        signal("KILL", Long.toString(process.pid()));
        end();
    }

    /** Kills it with all processes of its group. */
    void killGroup() throws InterruptedException {
        signal("KILL", "-" + process.pid());
        end();
    }

    /** Makes it stand still, as one that hangs. */
    void halt() throws InterruptedException {
        signal("STOP", Long.toString(process.pid()));
    }

    private void end() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            throw new AssertionError("it does not end");
        }
    }

    private static void signal(String name, String target) throws InterruptedException {
        try {
            int status = new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor();
            if (status != 0) {
                throw new AssertionError("kill ended with status " + status);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
