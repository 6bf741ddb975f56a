package org.redoubt.benchmarks.lattice;

import java.util.EnumSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.redoubt.api.protection.Hook;
import org.redoubt.benchmarks.Table;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.LatticeRun;
import org.redoubt.engine.lattice.RunListener;
import org.redoubt.engine.lattice.RunSpec;

/** How long a ready prepare hook waits for a thread while CPU-bound mains keep every core busy. */
final class PrepareDispatch {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int SERVERS = 300;

    private final Table table;

    PrepareDispatch(Table table) {
        this.table = table;
    }

    void run() throws Exception {
        Waits waits = new Waits();
        try (Dispatcher dispatcher = new Dispatcher(4 * CORES)) {
            LatticeRun mains = dispatcher.start(RunSpec.of(
                    Shape.tree(4 * CORES).compile(EnumSet.of(Hook.MAIN)), Bodies.spinning()));
            for (int server = 0; server < SERVERS; server++) {
                // A server with 20 volumes: freeze, 20 snapshots at once, thaw.
                waits.clear();
                dispatcher.start(RunSpec.of(Shape.star(20).compile(EnumSet.of(Hook.PREPARE_BEGIN, Hook.PREPARE_FINISH)),
                        Bodies.sleeping(1)).withListener(waits)).await();
            }
            mains.cancel();
            mains.await();
        }
        table.bound("prepare hook ready to started, " + 4 * CORES + " CPU-bound mains on " + CORES
                + " cores, 99th percentile of " + waits.count(), waits.percentile(0.99), "ms", 50);
        table.note("the same, median", waits.percentile(0.5), "ms");
        table.note("the same, longest", waits.percentile(1), "ms");
    }

    private static final class Waits implements RunListener {
        private final ConcurrentHashMap<Integer, Long> readySince = new ConcurrentHashMap<>();
        private final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();

        @Override
        public void ready(int resource, Hook hook, long nanos) {
            readySince.put(resource * 4 + hook.ordinal(), nanos);
        }

        @Override
        public void started(int resource, Hook hook, long nanos) {
            waits.add(nanos - readySince.get(resource * 4 + hook.ordinal()));
        }

        void clear() {
            readySince.clear();
        }

        int count() {
            return waits.size();
        }

        double percentile(double share) {
            long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
        }
    }
}
