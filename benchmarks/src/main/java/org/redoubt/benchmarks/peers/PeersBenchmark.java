package org.redoubt.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Clock;
import org.redoubt.benchmarks.Median;
import org.redoubt.benchmarks.Memory;
import org.redoubt.benchmarks.Table;

/**
 * The product beside restic and borg: the same data is protected, protected again, verified, changed, protected and restored, by each
 * tool in turn, round by round. The processor time of all processes decides.
 */
public final class PeersBenchmark implements Benchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final long SIZE = Long.getLong("megabytes", 1000) << 20;
    private static final double MEGABYTE = 1e6;

    private final Redoubt ours = new Redoubt();
    private final Tool restic = new Restic();
    private final Tool borg = new Borg();
    private final Map<DataSet, Map<Tool, Figures>> figures = new EnumMap<>(DataSet.class);
    private final Map<DataSet, List<Map<Stages.Stage, Double>>> limits = new EnumMap<>(DataSet.class);

    @Override
    public void run(Table table) throws Exception {
        for (String program : List.of("restic", "borg", "mke2fs")) {
            if (!Shell.has(program)) {
                throw new IOException("There is no " + program + " here: install the packages restic, borgbackup and e2fsprogs.");
            }
        }
        Path place = Files.createTempDirectory("redoubt-peers-");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (DataSet set : DataSet.values()) {
                    round(set, round, Files.createDirectories(place.resolve(set.word() + "-" + round)));
                }
            }
        } finally {
            delete(place);
        }
        figures.forEach((set, of) -> report(set, of, table));
    }

    private void round(DataSet set, int round, Path work) throws Exception {
        try {
            Path data = set.make(Files.createDirectories(work.resolve("data")), SIZE);
            Map<Tool, Double> before = new LinkedHashMap<>();
            List<Tool> tools = turned(round);
            for (Tool tool : tools) {
                tool.begin(work.resolve(tool.name()));
                before.put(tool, first(tool, data, of(set, tool)));
            }
            if (set == DataSet.MIXED) {
                ours.protectCold(work.resolve("cold"), data, of(set, ours).cold);
            }
            limits.computeIfAbsent(set, key -> new ArrayList<>()).add(limit(data, work.resolve("pack")));
            boolean changed = set.change(data);
            for (Tool tool : tools) {
                Figures of = of(set, tool);
                if (changed) {
                    time(of.second, () -> tool.protect(data, false));
                    of.grown(tool, before.get(tool));
                }
                Path target = Files.createDirectories(work.resolve("restored-" + tool.name()));
                time(of.restore, () -> tool.restore(data, target));
                compare(data, tool, target);
                of.memory(tool);
            }
        } finally {
            ours.end();
            clear(work);
        }
    }

    /**
     * Makes room for the next round by deleting the few large files. Where many have just been deleted, ext4 looks at each of them before it
     * makes a new one, which would cost the next tool more than all of its own work; so the small ones stay until the end.
     */
    private static void clear(Path work) throws Exception {
        Shell.call(Path.of("/"), Map.of(), List.of("find", work.toString(), "-type", "f", "-size", "+512k", "-delete"));
    }

    private static void delete(Path path) throws Exception {
        Shell.call(Path.of("/"), Map.of(), List.of("rm", "-rf", path.toString()));
    }

    /** Everything about the first version; how many bytes the store has after it. */
    private static double first(Tool tool, Path data, Figures of) throws Exception {
        time(of.first, () -> tool.protect(data, false));
        of.stored(tool);
        time(of.unchanged, () -> tool.protect(data, false));
        time(of.reread, () -> tool.protect(data, true));
        time(of.verify, tool::verify);
        return Figures.bytes(tool.store());
    }

    /** By the second of two attempts, as the first one warms up. */
    private static Map<Stages.Stage, Double> limit(Path data, Path pack) throws Exception {
        try (Stages stages = new Stages(pack)) {
            stages.measure(data);
            return stages.measure(data);
        } finally {
            Files.deleteIfExists(pack);
        }
    }

    /** When nothing is left to be written to the disk: who synchronizes next would be charged with what others have written. */
    private static void time(Clock clock, Clock.Step step) throws Exception {
        Shell.call(Path.of("/"), Map.of(), List.of("sync"));
        clock.time(step);
    }

    /** In another order in each round, so that nobody always finds the cache warm. */
    private List<Tool> turned(int round) {
        return switch (round % 3) {
            case 0 -> List.of(ours, restic, borg);
            case 1 -> List.of(restic, borg, ours);
            default -> List.of(borg, ours, restic);
        };
    }

    private Figures of(DataSet set, Tool tool) {
        return figures.computeIfAbsent(set, key -> new LinkedHashMap<>()).computeIfAbsent(tool, Figures::new);
    }

    private static void compare(Path data, Tool tool, Path target) throws Exception {
        Path back = tool instanceof Redoubt ? target.resolve(data.getFileName()) : target.resolve(Path.of("/").relativize(data));
        Shell.call(target, Map.of(), List.of("diff", "-r", "--no-dereference", data.toString(), back.toString()));
    }

    private void report(DataSet set, Map<Tool, Figures> of, Table table) {
        Bounds bounds = Bounds.of(set);
        line(table, set, of, "first", figures -> figures.first, bounds.first());
        limit(table, set, of.get(ours).first.cpu());
        if (set == DataSet.MIXED) {
            table.ratio(set.word() + ": first, no runtime running, CPU, restic", of.get(ours).cold.cpu(), of.get(restic).first.cpu(), "s", Bounds.COLD_RESTIC);
        }
        line(table, set, of, "unchanged", figures -> figures.unchanged, bounds.unchanged());
        line(table, set, of, "read again, unchanged", figures -> figures.reread, bounds.reread());
        line(table, set, of, "full verify", figures -> figures.verify, bounds.verify());
        if (set != DataSet.RANDOM) {
            line(table, set, of, "second version", figures -> figures.second, bounds.second());
            table.ratio(set.word() + ": bytes added by the second version, restic", of.get(ours).grown() / MEGABYTE, of.get(restic).grown() / MEGABYTE, "MB", Bounds.GROWTH_RESTIC);
            table.ratio(set.word() + ": bytes added by the second version, borg", of.get(ours).grown() / MEGABYTE, of.get(borg).grown() / MEGABYTE, "MB", Bounds.GROWTH_BORG);
        }
        line(table, set, of, "restore", figures -> figures.restore, bounds.restore());
        table.bound(set.word() + ": most memory of the runtime", of.get(ours).memory(), "MB", Memory.BOUND);
        table.ratio(set.word() + ": size after the first, restic", of.get(ours).stored() / MEGABYTE, of.get(restic).stored() / MEGABYTE, "MB", Bounds.SIZE_RESTIC);
        table.ratio(set.word() + ": size after the first, borg", of.get(ours).stored() / MEGABYTE, of.get(borg).stored() / MEGABYTE, "MB", Bounds.SIZE_BORG);
    }

    private void limit(Table table, DataSet set, double cpu) {
        double sum = 0;
        for (Stages.Stage stage : Stages.Stage.values()) {
            double seconds = Median.of(limits.get(set).stream().mapToDouble(round -> round.getOrDefault(stage, 0.0)).toArray());
            table.note(set.word() + ": the least that it takes to " + stage.words(), seconds, "s");
            sum += seconds;
        }
        table.ratio(set.word() + ": first, CPU, all of that", cpu, sum, "s", 1 / Bounds.SHARE);
    }

    private void line(Table table, DataSet set, Map<Tool, Figures> of, String what, Function<Figures, Clock> which, Bounds.Line bound) {
        Clock mine = which.apply(of.get(ours));
        Clock theirs = which.apply(of.get(restic));
        Clock others = which.apply(of.get(borg));
        String name = set.word() + ": " + what;
        table.ratio(name + ", CPU, restic", mine.cpu(), theirs.cpu(), "s", bound.restic());
        table.ratio(name + ", CPU, borg", mine.cpu(), others.cpu(), "s", bound.borg());
        table.ratio(name + ", wall, restic", mine.wall(), theirs.wall(), "s", bound.wallRestic());
        table.ratio(name + ", wall, borg", mine.wall(), others.wall(), "s", bound.wallBorg());
    }
}
