package org.redoubt.plugin.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.redoubt.api.server.Server;

/** A process of its own that freezes a server and then does nothing any more. It tells on its output which processes it leaves behind. */
final class HeldFreeze {
    private static final int CHILDREN = 8;

    private HeldFreeze() {
    }

    /**
     * @param args the storage, the volume, the commands that freeze and thaw, the seconds it may be frozen
     */
    public static void main(String[] args) throws Exception {
        House house = new House(Path.of(args[0]));
        Server server = house.declare("web", Map.of("volumes", args[1], "freeze", args[2], "thaw", args[3], "frozenPaths", "",
                "freezeTimeout", 600L, "thawTimeout", 600L));
        Duration budget = Duration.ofSeconds(Long.parseLong(args[4]));
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Process>> children = threads.invokeAll(
                    around(() -> house.driver().freeze(server, "token", Optional.of(Instant.now().plus(budget)))));
            for (Future<Process> child : children) {
                System.out.println("child " + child.get().pid());
            }
        }
        System.out.println("frozen");
        new CountDownLatch(1).await();
    }

    /** A deed, and others at the same time that start processes which inherit what they can. */
    private static List<Callable<Process>> around(Callable<?> deed) {
        List<Callable<Process>> all = new ArrayList<>(Collections.nCopies(CHILDREN, () -> new ProcessBuilder("sleep", "3600").start()));
        all.add(CHILDREN / 2, () -> {
            deed.call();
            return new ProcessBuilder("sleep", "3600").start();
        });
        return all;
    }
}
