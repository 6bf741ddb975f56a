package org.redoubt.benchmarks.lattice;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.redoubt.api.protection.Hook;
import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Fork;
import org.redoubt.benchmarks.Table;

/** What the hook lattice costs beside the hooks themselves. */
public final class LatticeBenchmark implements Benchmark {
    private final Map<String, Benchmark> parts = new LinkedHashMap<>();

    /** Names the parts. */
    public LatticeBenchmark() {
        parts.put("footprint", table -> new Footprint(table).run());
        parts.put("overhead", table -> new Overhead(table).run());
        parts.put("mains-1", table -> new Sleeping(table).measure("main hooks that sleep 1 ms", EnumSet.of(Hook.MAIN), 1));
        parts.put("mains-100", table -> new Sleeping(table).measure("main hooks that sleep 100 ms", EnumSet.of(Hook.MAIN), 100));
        parts.put("four-1", table -> new Sleeping(table).measure("four hooks each that sleep 1 ms", EnumSet.allOf(Hook.class), 1));
        parts.put("dispatch", table -> new PrepareDispatch(table).run());
    }

    @Override
    public void run(Table table) throws Exception {
        Fork.each("lattice", parts, table);
    }
}
