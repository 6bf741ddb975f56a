package org.redoubt.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.redoubt.benchmarks.command.CommandBenchmark;
import org.redoubt.benchmarks.index.IndexBenchmark;
import org.redoubt.benchmarks.journal.JournalBenchmark;
import org.redoubt.benchmarks.lattice.LatticeBenchmark;
import org.redoubt.benchmarks.operation.OperationBenchmark;
import org.redoubt.benchmarks.peers.PeersBenchmark;
import org.redoubt.benchmarks.vault.CollectBenchmark;
import org.redoubt.benchmarks.vault.VaultBenchmark;

/** Runs the benchmarks named on the command line and prints a table of what they found. */
public final class Main {
    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "collect", new CollectBenchmark(), "command", new CommandBenchmark(), "index", new IndexBenchmark(), "journal", new JournalBenchmark(), "lattice", new LatticeBenchmark(),
            "operation", new OperationBenchmark(), "peers", new PeersBenchmark(), "vault", new VaultBenchmark()));

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = Arrays.stream(arguments).filter(argument -> !argument.startsWith("--")).toList();
        if (names.isEmpty() || !BENCHMARKS.keySet().containsAll(names)) {
            System.err.println("Usage: benchmarks/run [--markdown] NAME...; names are " + BENCHMARKS.keySet() + ".");
            System.exit(2);
        }
        Table table = new Table();
        for (String name : names) {
            BENCHMARKS.get(name).run(table);
        }
        List<String> options = List.of(arguments);
        System.out.print(options.contains("--rows") ? table.rows() : options.contains("--markdown") ? table.markdown() : table.text());
        System.exit(table.allHold() ? 0 : 1);
    }
}
