package org.redoubt.benchmarks.lattice;

import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Table;

/** What the hook lattice costs beside the hooks themselves. */
public final class LatticeBenchmark implements Benchmark {

    @Override
    public void run(Table table) throws Exception {
        new Overhead(table).run();
    }
}
