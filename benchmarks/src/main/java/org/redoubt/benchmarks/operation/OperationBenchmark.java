package org.redoubt.benchmarks.operation;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Clock;
import org.redoubt.benchmarks.Table;
import org.redoubt.journal.sqlite.SqliteJournal;
import org.redoubt.testkit.bank.MemoryBank;

/**
 * What the journal costs a whole operation: a protection of 100,000 resources (20,000 servers of four volumes) whose four hooks do
 * nothing, with and without an undo step for each resource, by the real engine and the real journal on this disk, held against
 * the same run whose journal forgets everything. Then how long a restarted engine takes to take back 100,000 open steps.
 */
public final class OperationBenchmark implements Benchmark {
    private static final int SERVERS = 20_000;
    private static final int VOLUMES = 4;
    private static final int RESOURCES = SERVERS * (VOLUMES + 1);
    private static final int HOOKS = 4 * RESOURCES;
    private static final int ROUNDS = 3;

    private final Clock stepsRecorded = new Clock();
    private final Clock stepsForgotten = new Clock();
    private final Clock hooksRecorded = new Clock();
    private final Clock hooksForgotten = new Clock();
    private final Clock recovery = new Clock();

    @Override
    public void run(Table table) throws Exception {
        Path work = Files.createTempDirectory("redoubt-benchmark-");
        try {
            ResourceGraph graph = graph();
            for (int round = 0; round <= ROUNDS; round++) {
                boolean warmUp = round == 0;
                protect(graph, work.resolve("a" + round), true, new NoJournal(), warmUp ? new Clock() : stepsForgotten);
                try (SqliteJournal journal = new SqliteJournal(work.resolve("steps-" + round).resolve("journal.db"))) {
                    protect(graph, work.resolve("b" + round), true, journal, warmUp ? new Clock() : stepsRecorded);
                }
                protect(graph, work.resolve("c" + round), false, new NoJournal(), warmUp ? new Clock() : hooksForgotten);
                try (SqliteJournal journal = new SqliteJournal(work.resolve("hooks-" + round).resolve("journal.db"))) {
                    protect(graph, work.resolve("d" + round), false, journal, warmUp ? new Clock() : hooksRecorded);
                }
            }
            for (int round = 0; round < 3; round++) {
                recover(graph, work.resolve("e" + round));
            }
        } finally {
            try (Stream<Path> files = Files.walk(work)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
        table.note("100,000 resources, no-op hooks, one undo step each, journal on", RESOURCES / stepsRecorded.wall(), "resources/s");
        table.note("the same with a journal that forgets", RESOURCES / stepsForgotten.wall(), "resources/s");
        table.note("wall with the journal for each second without", stepsRecorded.wall() / stepsForgotten.wall(), "s");
        table.bound("journal for a hook without undo, wall, amortised", (hooksRecorded.wall() - hooksForgotten.wall()) / HOOKS * 1e6, "us", 5);
        table.bound("the same in CPU time", (hooksRecorded.cpu() - hooksForgotten.cpu()) / HOOKS * 1e6, "us", 5);
        table.bound("recovery of an interrupted operation with 100,000 open steps", recovery.wall(), "s", 5);
    }

    private static ResourceGraph graph() throws Exception {
        ResourceGraph.Builder graph = ResourceGraph.builder();
        for (int s = 0; s < SERVERS; s++) {
            Resource server = Resource.of("Bench::Server", "server-" + s, "server-" + s);
            graph.add(server);
            for (int v = 0; v < VOLUMES; v++) {
                Resource volume = Resource.of("Bench::Volume", "server-" + s + "/volume-" + v, "volume-" + v);
                graph.add(volume).edge(server.ref(), volume.ref());
            }
        }
        return graph.build();
    }

    private static void protect(ResourceGraph graph, Path home, boolean steps, Journal journal, Clock clock) throws Exception {
        IdlePlugin plugin = new IdlePlugin(steps, new CountDownLatch(0), new CountDownLatch(0));
        try (EngineRig rig = new EngineRig(home, graph, plugin, new MemoryBank(), journal)) {
            clock.time(() -> {
                OperationView view = rig.protect().done().toCompletableFuture().get();
                if (view.state() != OperationState.SUCCEEDED) {
                    throw new IllegalStateException(view.problems().toString());
                }
            });
        }
    }

    /** The first life is left alone with all its steps open, as a killed one would; the second one reads the same journal. */
    private void recover(ResourceGraph graph, Path home) throws Exception {
        CountDownLatch mains = new CountDownLatch(4);
        CountDownLatch going = new CountDownLatch(1);
        MemoryBank bank = new MemoryBank();
        MemoryBank leftBank = new MemoryBank(bank.id(), InstantSource.system());
        Path file = home.resolve("journal.db");
        OperationId id;
        Path left = home.resolve("left.db");
        try (SqliteJournal journal = new SqliteJournal(file); EngineRig rig = new EngineRig(home, graph, new IdlePlugin(true, mains, going), bank, journal)) {
            OperationHandle handle = rig.protect();
            id = handle.id();
            mains.await();
            while (journal.steps(id).size() < RESOURCES) {
                Thread.onSpinWait();
            }
            for (String suffix : List.of("", "-wal")) {
                Path part = Path.of(file + suffix);
                if (Files.exists(part)) {
                    Files.copy(part, Path.of(left + suffix));
                }
            }
            for (ObjectInfo object : bank.list(Prefix.ALL, Optional.empty(), Integer.MAX_VALUE).objects()) {
                try (InputStream content = bank.get(object.key(), ByteRange.ALL)) {
                    leftBank.put(object.key(), Body.of(content.readAllBytes()));
                }
            }
            going.countDown();
            handle.done().toCompletableFuture().get();
        }
        IdlePlugin plugin = new IdlePlugin(true, new CountDownLatch(0), new CountDownLatch(0));
        try (SqliteJournal journal = new SqliteJournal(left); EngineRig rig = new EngineRig(home, graph, plugin, leftBank, journal)) {
            recovery.time(() -> {
                rig.operations().recover();
                OperationView view = rig.operations().show(EngineRig.CALLER.project(), id);
                while (view.state() != OperationState.INTERRUPTED || view.openUndoSteps() > 0) {
                    // Looking costs as much as the steps that are left, on one of the cores that take them back, so it is done seldom.
                    LockSupport.parkNanos(100_000_000);
                    view = rig.operations().show(EngineRig.CALLER.project(), id);
                }
            });
        }
    }
}
