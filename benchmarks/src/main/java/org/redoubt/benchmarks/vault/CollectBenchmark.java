package org.redoubt.benchmarks.vault;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Clock;
import org.redoubt.benchmarks.Table;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/**
 * What a collection takes for each chunk, with so many and with eight times as many. Of a tree of small files, of one chunk each, every second one is
 * in another tree as well, and the first tree is purged: half of each pack is dead and the other half is stored anew. Then it is collected
 * once more, when nothing is left to be done.
 */
public final class CollectBenchmark implements Benchmark {
    private static final int FILES = Integer.getInteger("files", 25_000);
    private static final int TIMES = 8;
    private static final int ROUNDS = 3;
    private static final int PACK = 16 << 20;
    private static final int BYTES = 600;
    private static final int FOLDER = 1000;
    private static final double STEEPEST = 1.5;

    private final Times few = new Times(FILES);
    private final Times many = new Times(FILES * TIMES);

    /** What was measured with so many files. */
    private record Times(int files, Clock half, Clock nothing) {
        Times(int files) {
            this(files, new Clock(), new Clock());
        }

        double each(ToDoubleFunction<Times> seconds) {
            return seconds.applyAsDouble(this) / files * 1e6;
        }
    }

    @Override
    public void run(Table table) throws Exception {
        // The first one warms up.
        measure(new Times(FILES));
        for (int round = 0; round < ROUNDS; round++) {
            measure(few);
            measure(many);
        }
        line(table, "half is stored anew, CPU", times -> times.half().cpu());
        line(table, "half is stored anew, wall", times -> times.half().wall());
        line(table, "nothing is to be done, CPU", times -> times.nothing().cpu());
        line(table, "nothing is to be done, wall", times -> times.nothing().wall());
    }

    private void line(Table table, String what, ToDoubleFunction<Times> seconds) {
        table.ratio("collection of " + many.files() + " chunks against " + few.files() + ", for each chunk: " + what, many.each(seconds),
                few.each(seconds), "us", STEEPEST);
    }

    private void measure(Times times) throws Exception {
        Path work = Files.createTempDirectory("redoubt-benchmark-");
        Bank bank = new DirectoryBank(Files.createDirectories(work.resolve("bank")));
        SessionSettings settings = new SessionSettings(3, PACK, work);
        try (VaultService vault = new VaultService(settings, KeyHome.in(Files.createDirectories(work.resolve("home"))),
                Runtime.getRuntime().availableProcessors())) {
            tree(vault, bank, times.files(), 1);
            LiveData kept = tree(vault, bank, times.files(), 2);
            List<CollectReport> reports = new ArrayList<>();
            // Such a bank promises too little for others to use it meanwhile.
            CollectOptions alone = CollectOptions.defaults().alone();
            times.half().time(() -> reports.add(vault.collect(bank, alone, kept)));
            times.nothing().time(() -> reports.add(vault.collect(bank, alone, kept)));
            if (reports.getFirst().repacked().objects() == 0 || reports.getLast().deleted().objects() > 0) {
                throw new IllegalStateException("These collections did something else: " + reports.stream().map(CollectReport::toJson).toList());
            }
        } finally {
            VaultBenchmark.delete(work);
        }
    }

    /** Protects every so manyth file, and gives what is needed if nothing else is. */
    private static LiveData tree(VaultService vault, Bank bank, int files, int every) throws Exception {
        Checkpoint checkpoint = new Checkpoint(vault, bank);
        try (VaultSession session = checkpoint.open(); TreeWriter writer = session.createTree(DataHints.none())) {
            writer.add(directory(""));
            for (int file = 0; file < files; file += every) {
                if (file % FOLDER == 0) {
                    writer.add(directory(folder(file)));
                }
                add(writer, file);
            }
            DataId id = writer.commit();
            checkpoint.commit(session);
            return visitor -> visitor.data(checkpoint.id(), id);
        }
    }

    private static void add(TreeWriter writer, int file) throws Exception {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(file).nextBytes(bytes);
        TreeEntry entry = TreeEntry.builder(TreePath.of(folder(file) + "/" + file), EntryType.FILE).mode(0644).size(BYTES).modified(0, 0).build();
        try (DataWriter data = writer.file(entry)) {
            data.write(0, ByteBuffer.wrap(bytes));
            data.commit();
        }
    }

    private static TreeEntry directory(String path) {
        return TreeEntry.builder(TreePath.of(path), EntryType.DIRECTORY).mode(0755).size(0).modified(0, 0).build();
    }

    private static String folder(int file) {
        return Integer.toString(file / FOLDER);
    }
}
