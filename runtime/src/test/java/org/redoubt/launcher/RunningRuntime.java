package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;

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
        Answer answer = new Client(home).run(words);
        return new Result(answer.status(), answer.out(), answer.err());
    }

    void stop() throws IOException, InterruptedException {
        Announcement.clear(home);
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
