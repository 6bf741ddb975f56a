package org.redoubt.benchmarks.lattice;

import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Table;

/** What the hook lattice costs beside the hooks themselves. */
public final class LatticeBenchmark implements Benchmark {

    @Override
    public void run(Table table) throws Exception {
        new Footprint(table).run();
        new Overhead(table).run();
        new Sleeping(table).run();
        new PrepareDispatch(table).run();
    }
}
