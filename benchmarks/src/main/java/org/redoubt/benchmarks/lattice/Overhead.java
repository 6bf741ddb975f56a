package org.redoubt.benchmarks.lattice;

import java.util.Arrays;
import java.util.EnumSet;
import org.redoubt.api.protection.Hook;
import org.redoubt.benchmarks.Table;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.HookBody;
import org.redoubt.engine.lattice.HookOutcome;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.lattice.RunReport;
import org.redoubt.engine.lattice.RunSpec;

/** Hooks that do nothing: compile and run against the bare loop, and how that grows. */
final class Overhead {
    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 9;

    private final Table table;

    Overhead(Table table) {
        this.table = table;
    }

    void run() throws Exception {
        Shape[] shapes = {Shape.tree(1_000_000), Shape.layered(1000, 1000)};
        for (Shape shape : shapes) {
            Times engine = new Times();
            Times bare = new Times();
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                bareRound(shape, bare, round);
                engineRound(shape, engine, round);
            }
            String name = shape.name() + ", " + shape.resources() + " resources, no-op hooks: ";
            table.ratio(name + "compile + run, bare compile + run", engine.total(), bare.total(), "ms", 4);
            table.ratio(name + "compile + run, bare run alone", engine.total(), bare.median(bare.run), "ms", 4);
            table.note(name + "compile", engine.median(engine.compile), "ms");
            table.note(name + "run, for each hook", engine.median(engine.run) * 1e6 / shape.resources() / 4, "ns");
        }
    }

    private static void bareRound(Shape shape, Times times, int round) {
        long start = System.nanoTime();
        BareLoop loop = new BareLoop(shape);
        long compiled = System.nanoTime();
        if (loop.run() != 4L * shape.resources()) {
            throw new IllegalStateException("The bare loop lost hooks.");
        }
        times.add(round, start, compiled);
    }

    private static void engineRound(Shape shape, Times times, int round) throws Exception {
        HookBody body = (run, resource, hook) -> HookOutcome.DONE;
        try (Dispatcher dispatcher = new Dispatcher(16, 256)) {
            long start = System.nanoTime();
            Lattice lattice = shape.compile(EnumSet.allOf(Hook.class));
            long compiled = System.nanoTime();
            RunReport report = dispatcher.start(RunSpec.of(lattice, body)).await();
            times.add(round, start, compiled);
            if (report.ending() != RunReport.Ending.COMPLETED) {
                throw new IllegalStateException("The run did not complete.");
            }
        }
    }

    private static final class Times {
        private final double[] compile = new double[ROUNDS];
        private final double[] run = new double[ROUNDS];

        void add(int round, long start, long compiled) {
            long end = System.nanoTime();
            if (round >= 0) {
                compile[round] = (compiled - start) / 1e6;
                run[round] = (end - compiled) / 1e6;
            }
        }

        double median(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }

        double total() {
            double[] sums = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                sums[i] = compile[i] + run[i];
            }
            return median(sums);
        }
    }
}
