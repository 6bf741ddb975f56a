package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.launch.FrameworkFactory;
import org.redoubt.api.problem.ProblemKind;

/** The runtime of a home, in this process: lock, framework, socket, announcement. */
final class RuntimeProcess {
    private final Home home;
    private final HomeLock lock;
    private final FrameworkHost host;
    private final Announcement announcement;

    private RuntimeProcess(Home home, HomeLock lock, FrameworkHost host, Announcement announcement) {
        this.home = home;
        this.lock = lock;
        this.host = host;
        this.announcement = announcement;
    }

    /** Becomes the runtime; the lock is given back if that fails. */
    static RuntimeProcess start(Home home, HomeLock lock, Distribution distribution, int startLevel, boolean console)
            throws LaunchException, IOException {
        try {
            Announcement.clear(home);
            openLog(home);
            Path socket = new SocketPath(home, Map.copyOf(System.getenv()), Path.of("/")).choose();
            FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(
                    () -> new LaunchException(ProblemKind.INTERNAL, "The distribution holds no OSGi framework.",
                            "Unpack it again."));
            FrameworkHost host = FrameworkHost.start(
                    factory, new FrameworkSettings(home, socket, startLevel, console), distribution);
            if (!Files.exists(socket)) {
                throw new LaunchException(ProblemKind.INTERNAL, "The runtime started but does not listen.",
                        "See " + home.log() + ".");
            }
            Announcement announcement = new Announcement(ProcessHandle.current().pid(), socket);
            announcement.write(home);
            SoftHeap.keep();
            return new RuntimeProcess(home, lock, host, announcement);
        } catch (IOException | LaunchException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void openLog(Home home) throws LaunchException {
        try {
            RuntimeLog.open(home.log());
        } catch (IOException e) {
            throw home.unusable(e);
        }
    }

    Announcement announcement() {
        return announcement;
    }

    void awaitStop() throws InterruptedException, IOException {
        host.awaitStop();
        announcement.withdraw(home);
        lock.close();
    }

    void stop() throws InterruptedException, IOException {
        announcement.withdraw(home);
        host.stop();
        lock.close();
    }
}
