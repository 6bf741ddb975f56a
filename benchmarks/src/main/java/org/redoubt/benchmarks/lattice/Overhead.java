package org.redoubt.benchmarks.lattice;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.atomic.LongAdder;
import org.redoubt.api.protection.Hook;
import org.redoubt.benchmarks.Median;
import org.redoubt.benchmarks.Table;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.lattice.RunSpec;

/**
 * Hooks that do nothing: compile and run against the bare loop, and how that grows. Both take turns in one process, and
 * the fastest round of each counts, as what else the machine does only ever adds. CPU time is that of the process, so it
 * counts all threads, the garbage collector and the compiler.
 */
final class Overhead {
    private static final int SMALL = 10_000;
    private static final int LARGE = 1_000_000;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Table table;

    Overhead(Table table) {
        this.table = table;
    }

    void run() throws Exception {
        for (Shape shape : new Shape[] {Shape.tree(LARGE), Shape.layered(1000, 1000)}) {
            Times engine = new Times();
            Times bare = new Times();
            measure(shape, 6, new Times(), new Times());
            measure(shape, 15, engine, bare);
            String name = shape.name() + ", 1,000,000 resources, no-op hooks: ";
            table.ratio(name + "compile + run", engine.total(), bare.total(), "ms", 4);
            table.compare(name + "compile + run, medians", engine.medianTotal(), bare.medianTotal(), "ms");
            table.ratio(name + "CPU time of compile + run", engine.cpu(), bare.cpu(), "ms", 4);
            table.compare(name + "CPU time of compile + run, medians", engine.medianCpu(), bare.medianCpu(), "ms");
            table.note(name + "compile alone", engine.compile(), "ms");
            table.note(name + "run alone, for each hook", engine.run() * 1e6 / shape.resources() / 4, "ns");
        }
        Times small = new Times();
        measure(Shape.tree(SMALL), 100, new Times(), new Times());
        measure(Shape.tree(SMALL), 100, small, new Times());
        Times large = new Times();
        measure(Shape.tree(LARGE), 10, large, new Times());
        String growth = "tree, no-op hooks: for each resource, 1,000,000 resources against 10,000: ";
        table.ratio(growth + "compile + run", large.total() * 1e6 / LARGE, small.total() * 1e6 / SMALL, "ns", 2);
        table.compare(growth + "compile + run, medians", large.medianTotal() * 1e6 / LARGE, small.medianTotal() * 1e6 / SMALL, "ns");
        table.ratio(growth + "CPU time", large.cpu() * 1e6 / LARGE, small.cpu() * 1e6 / SMALL, "ns", 2);
    }

    private static void measure(Shape shape, int rounds, Times engine, Times bare) throws Exception {
        for (int round = 0; round < rounds; round++) {
            bareRound(shape, bare);
            engineRound(shape, engine);
        }
    }

    private static void bareRound(Shape shape, Times times) {
        LongAdder ran = new LongAdder();
        times.start();
        BareLoop loop = new BareLoop(shape);
        times.compiled();
        loop.run(ran);
        times.end();
        check(shape, ran);
    }

    private static void engineRound(Shape shape, Times times) throws Exception {
        LongAdder ran = new LongAdder();
        try (Dispatcher dispatcher = new Dispatcher(16)) {
            times.start();
            Lattice lattice = shape.compile(EnumSet.allOf(Hook.class));
            times.compiled();
            dispatcher.start(RunSpec.of(lattice, Bodies.counting(ran))).await();
            times.end();
        }
        check(shape, ran);
    }

    private static void check(Shape shape, LongAdder ran) {
        if (ran.sum() != 4L * shape.resources()) {
            throw new IllegalStateException(ran + " hooks ran instead of " + 4L * shape.resources() + ".");
        }
    }

    private static final class Times {
        private double[] total = {};
        private double[] compile = {};
        private double[] run = {};
        private double[] cpu = {};
        private long cpuStart;
        private long start;
        private long middle;

        void start() {
            cpuStart = SYSTEM.getProcessCpuTime();
            start = System.nanoTime();
        }

        void compiled() {
            middle = System.nanoTime();
        }

        void end() {
            long end = System.nanoTime();
            compile = with(compile, middle - start);
            run = with(run, end - middle);
            total = with(total, end - start);
            cpu = with(cpu, SYSTEM.getProcessCpuTime() - cpuStart);
        }

        double total() {
            return best(total);
        }

        double medianTotal() {
            return Median.of(total);
        }

        double compile() {
            return best(compile);
        }

        double run() {
            return best(run);
        }

        /** The mean, as the clock of CPU time ticks every 10 ms only. */
        double cpu() {
            return Arrays.stream(cpu).average().orElseThrow();
        }

        double medianCpu() {
            return Median.of(cpu);
        }

        private static double best(double[] millis) {
            return Arrays.stream(millis).min().orElseThrow();
        }

        private static double[] with(double[] millis, long nanos) {
            double[] more = Arrays.copyOf(millis, millis.length + 1);
            more[millis.length] = nanos / 1e6;
            return more;
        }
    }
}
