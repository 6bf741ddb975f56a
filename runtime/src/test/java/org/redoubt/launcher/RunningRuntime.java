package org.redoubt.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.shell.wire.Purpose;
import org.redoubt.shell.wire.Request;
import org.redoubt.shell.wire.Terminal;
import org.redoubt.shell.wire.Wire;

/** A framework in this process with the bundles of the real distribution, talked to as a client does. */
final class RunningRuntime {
    private final Home home;
    private final FrameworkHost host;

    private RunningRuntime(Home home, FrameworkHost host) {
        this.home = home;
        this.host = host;
    }

    static Distribution distribution() {
        return new Distribution(Path.of(System.getProperty("redoubt.distribution")));
    }

    static RunningRuntime start(FrameworkFactory factory, Path root) throws Exception {
        Home home = new Home(root);
        home.prepare(distribution());
        Path socket = home.var("run").resolve("socket");
        FrameworkHost host = FrameworkHost.start(
                factory, new FrameworkSettings(home, socket, StartLevels.SHELL, false), distribution());
        new Announcement(ProcessHandle.current().pid(), socket).write(home);
        return new RunningRuntime(home, host);
    }

    Path plugins() {
        return home.plugins();
    }

    BundleContext context() {
        return host.framework().getBundleContext();
    }

    /** Runs a command to its end. */
    Result run(String... words) throws IOException, LaunchException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Wire wire = new Connector(home).connect().orElseThrow()) {
            Dialogue dialogue = new Dialogue(wire, new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            if (!dialogue.begin(new Request(Purpose.COMMAND, List.of(words), home.root().toString(), Terminal.NONE))) {
                throw new IOException("the runtime did not take the request");
            }
            int status = dialogue.finish();
            return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    void stop() throws IOException, InterruptedException {
        Announcement.withdraw(home);
        host.stop();
        Files.deleteIfExists(home.var("run").resolve("socket"));
    }

    /** What a command has answered. */
    record Result(int status, String out, String err) {

        JsonObject json() throws JsonException {
            return Json.parseObject(out);
        }
    }
}
