package org.redoubt.benchmarks.lattice;

import java.util.Arrays;
import java.util.Set;
import org.redoubt.api.protection.Hook;
import org.redoubt.benchmarks.Median;
import org.redoubt.benchmarks.Table;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.HookBody;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.lattice.RunSpec;

/**
 * Hooks that only wait, 10,000 of them in flight, held against {@link BareThreads}: the same hooks in the same order with the
 * same bound, and nothing else.
 */
final class Sleeping {
    private static final int RESOURCES = 100_000;
    private static final int IN_FLIGHT = 10_000;
    private static final int ROUNDS = 10;

    private final Table table;

    Sleeping(Table table) {
        this.table = table;
    }

    void measure(String name, Set<Hook> hooks, long millis) throws Exception {
        Shape shape = Shape.tree(RESOURCES);
        Lattice lattice = shape.compile(hooks);
        double[] engine = new double[ROUNDS];
        double[] ideal = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ideal[round] = ideal(new BareThreads(shape, hooks, IN_FLIGHT, millis));
            engine[round] = engine(lattice, Bodies.sleeping(millis));
        }
        String what = "100,000 resources, 10,000 in flight, " + name;
        table.ratio(what + ": against bare virtual threads", best(engine), best(ideal), "ms", 1.5);
        table.compare(what + ": the same, medians", Median.of(engine), Median.of(ideal), "ms");
        // What no scheduler can beat, but on few cores no scheduler can reach either.
        double sum = (double) RESOURCES * hooks.size() * millis / IN_FLIGHT;
        table.note(what + ": sum of the sleeps / 10,000", sum, "ms");
    }

    private static double best(double[] millis) {
        return Arrays.stream(millis).min().orElseThrow();
    }

    private static double engine(Lattice lattice, HookBody body) throws Exception {
        try (Dispatcher dispatcher = new Dispatcher(IN_FLIGHT)) {
            long start = System.nanoTime();
            dispatcher.start(RunSpec.of(lattice, body)).await();
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private static double ideal(BareThreads threads) throws InterruptedException {
        long start = System.nanoTime();
        threads.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
