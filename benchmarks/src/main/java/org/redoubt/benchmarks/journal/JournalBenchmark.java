package org.redoubt.benchmarks.journal;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;
import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Clock;
import org.redoubt.benchmarks.Table;
import org.redoubt.journal.sqlite.SqliteJournal;

/** What the journal takes in, held against how often the same disk can synchronize a file. In the temporary folder. */
public final class JournalBenchmark implements Benchmark {
    private static final int CHANGES = 100_000;
    private static final int THREADS = 256;
    private static final int SEGMENTS = 400;
    private static final int SEGMENT_BYTES = 64;
    private static final int ROUNDS = 3;
    private static final int SYNCS = 500;
    private static final int PAGE = 4096;
    private static final OperationId ID = new OperationId("0190a000-0000-7000-8000-000000000001");
    private static final JsonObject STEP = JsonObject.builder().put("name", "thaw").put("type", "Host::Server").put("resource", "host:h1")
            .put("plugin", "org.redoubt.plugin.server").put("version", "1.0.0").put("transient", true).put("urgent", true)
            .put("arguments", JsonObject.builder().put("path", "/srv/data/volume-17").put("snapshot", "redoubt-0190a000").build()).build();

    private final Clock steps = new Clock();
    private final Clock progress = new Clock();
    private final Clock recovery = new Clock();
    private final Clock syncs = new Clock();

    @Override
    public void run(Table table) throws Exception {
        Path work = Files.createTempDirectory("redoubt-benchmark-");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                syncs.time(() -> sync(work.resolve("raw")));
                Path file = work.resolve("journal-" + round).resolve("journal.db");
                try (SqliteJournal journal = new SqliteJournal(file)) {
                    journal.record(List.of(new JournalChange.OperationChanged(ID, true, STEP))).toCompletableFuture().get();
                    steps.time(() -> openSteps(journal));
                    progress.time(() -> progress(journal));
                }
                try (SqliteJournal journal = new SqliteJournal(file)) {
                    recovery.time(() -> journal.steps(ID));
                }
            }
        } finally {
            try (Stream<Path> files = Files.walk(work)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
        table.note("synchronizations of 4 KiB appended to a file", SYNCS / syncs.wall(), "/s");
        table.note("steps opened by 256 threads that each wait until it is durable", CHANGES / steps.wall(), "/s");
        table.note("the same, for each synchronization that the disk could have made", CHANGES / steps.wall() / (SYNCS / syncs.wall()), "steps");
        table.note("the same, CPU time for each step", steps.cpu() / CHANGES * 1e6, "us");
        table.note("changes of progress (400 segments) without waiting, until the last is durable", CHANGES / progress.wall(), "/s");
        table.note("the same, CPU time for each change", progress.cpu() / CHANGES * 1e6, "us");
        table.note("100,000 open steps read after the file was opened", recovery.wall(), "s");
    }

    private static void sync(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(PAGE));
                channel.force(false);
            }
        }
    }

    private static void openSteps(SqliteJournal journal) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                running.add(threads.submit(() -> {
                    for (int number = first; number < CHANGES; number += THREADS) {
                        journal.record(List.of(new JournalChange.StepOpened(ID, number, STEP))).toCompletableFuture().get();
                    }
                    return null;
                }));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        }
    }

    private static void progress(SqliteJournal journal) throws Exception {
        List<CompletionStage<Void>> stages = new ArrayList<>(CHANGES);
        for (int i = 0; i < CHANGES; i++) {
            stages.add(journal.record(List.of(new JournalChange.Progressed(ID, i % SEGMENTS, new byte[SEGMENT_BYTES]))));
        }
        for (CompletionStage<Void> stage : stages) {
            stage.toCompletableFuture().get();
        }
    }
}
