package org.redoubt.benchmarks.lattice;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.EnumSet;
import org.redoubt.api.protection.Hook;
import org.redoubt.benchmarks.Table;
import org.redoubt.engine.lattice.ConsistencyGroups;
import org.redoubt.engine.lattice.Lattice;

/** The heap that a compiled lattice takes, groups included. */
final class Footprint {
    private final Table table;

    Footprint(Table table) {
        this.table = table;
    }

    void run() {
        for (Shape shape : new Shape[] {Shape.tree(1_000_000), Shape.layered(1000, 1000)}) {
            long before = used();
            Lattice lattice = shape.compile(EnumSet.allOf(Hook.class));
            ConsistencyGroups groups = ConsistencyGroups.of(lattice);
            double bytes = (used() - before) / (double) shape.resources();
            Reference.reachabilityFence(lattice);
            Reference.reachabilityFence(groups);
            table.bound(shape.name() + ": heap of the compiled form for each resource", bytes, "bytes", 200);
        }
    }

    private static long used() {
        for (int n = 0; n < 3; n++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
