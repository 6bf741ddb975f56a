package org.redoubt.benchmarks.lattice;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.redoubt.api.protection.Hook;
import org.redoubt.benchmarks.Table;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.HookBody;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.lattice.RunSpec;

/**
 * Hooks that only wait, 10,000 of them in flight. The ideal is what 10,000 virtual threads take that sleep one after the
 * other as often as there are hooks, without any order: on few cores that is more than the sum of the sleeps, as each
 * sleep costs some CPU time.
 */
final class Sleeping {
    private static final int RESOURCES = 100_000;
    private static final int IN_FLIGHT = 10_000;
    private static final int ROUNDS = 5;

    private final Table table;

    Sleeping(Table table) {
        this.table = table;
    }

    void run() throws Exception {
        measure("main hooks that sleep 1 ms", EnumSet.of(Hook.MAIN), 1);
        measure("main hooks that sleep 100 ms", EnumSet.of(Hook.MAIN), 100);
        measure("four hooks each that sleep 1 ms", EnumSet.allOf(Hook.class), 1);
    }

    private void measure(String name, Set<Hook> hooks, long millis) throws Exception {
        Lattice lattice = Shape.tree(RESOURCES).compile(hooks);
        long sleeps = (long) RESOURCES * hooks.size();
        double engine = Double.MAX_VALUE;
        double ideal = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            ideal = Math.min(ideal, ideal(sleeps / IN_FLIGHT, millis));
            engine = Math.min(engine, engine(lattice, Bodies.sleeping(millis)));
        }
        String what = "100,000 resources, 10,000 in flight, " + name;
        table.ratio(what + ": against 10,000 bare virtual threads", engine, ideal, "ms", 1.5);
        // What no scheduler can beat, but on few cores no scheduler can reach either.
        table.note(what + ": sum of the sleeps / 10,000", sleeps * millis / (double) IN_FLIGHT, "ms");
    }

    private static double engine(Lattice lattice, HookBody body) throws Exception {
        try (Dispatcher dispatcher = new Dispatcher(IN_FLIGHT, 256)) {
            long start = System.nanoTime();
            dispatcher.start(RunSpec.of(lattice, body)).await();
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private static double ideal(long sleepsEach, long millis) {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < IN_FLIGHT; thread++) {
                threads.submit(() -> {
                    for (long n = 0; n < sleepsEach; n++) {
                        Thread.sleep(millis);
                    }
                    return null;
                });
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
