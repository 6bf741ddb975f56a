package org.redoubt.benchmarks.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.vault.DataId;
import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Clock;
import org.redoubt.benchmarks.MixedTree;
import org.redoubt.benchmarks.Table;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/**
 * A tree of mixed files of 1 GiB, protected by the vault alone, in turns with {@code tar | tee archive | sha256sum} of the same
 * tree to the same disk; medians of three rounds. The tree is made in the temporary folder.
 */
public final class VaultBenchmark implements Benchmark {
    private static final long SIZE = 1L << 30;
    private static final int ROUNDS = 3;
    private static final int PACK = 16 << 20;

    private final Clock tar = new Clock();
    private final Clock protect = new Clock();
    private final Clock again = new Clock();
    private final Clock skip = new Clock();
    private final Clock verify = new Clock();
    private final Clock read = new Clock();

    @Override
    public void run(Table table) throws Exception {
        Path work = Files.createTempDirectory("redoubt-benchmark-");
        try {
            Path tree = Files.createDirectories(work.resolve("tree"));
            int files = new MixedTree().fill(tree, SIZE);
            long stored = 0;
            for (int round = 0; round < ROUNDS; round++) {
                tar(tree, work.resolve("archive.tar"));
                stored = vault(tree, work.resolve("bank"), work);
            }
            report(table, files, stored);
        } finally {
            delete(work);
        }
    }

    private void report(Table table, int files, long stored) {
        String what = "1 GiB in " + files + " files";
        table.ratio(what + ", protect against tar + sha256, wall", protect.wall(), tar.wall(), "s", 2);
        table.ratio(what + ", protect against tar + sha256, cpu", protect.cpu(), tar.cpu(), "s", 2);
        table.note(what + ", all read again, cpu", again.cpu(), "s");
        table.note(what + ", taken by stat, cpu", skip.cpu(), "s");
        table.note(what + ", verify, cpu", verify.cpu(), "s");
        table.note(what + ", read, cpu", read.cpu(), "s");
        table.note(what + ", stored", stored / 1e6, "MB");
    }

    private void tar(Path tree, Path archive) throws Exception {
        String command = "tar -C '" + tree + "' -cf - . | tee '" + archive + "' | sha256sum && sync '" + archive + "'";
        tar.time(() -> {
            int status = new ProcessBuilder("sh", "-c", command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            if (status != 0) {
                throw new IOException("tar failed with status " + status);
            }
        });
        Files.delete(archive);
    }

    private long vault(Path tree, Path place, Path work) throws Exception {
        Bank bank = new DirectoryBank(Files.createDirectories(place));
        SessionSettings settings = new SessionSettings(3, PACK, work);
        try (VaultService vault = new VaultService(settings, KeyHome.in(Files.createTempDirectory(work, "home-")), Runtime.getRuntime().availableProcessors())) {
            TreeInVault subject = new TreeInVault(vault, bank, tree);
            DataId[] id = new DataId[2];
            protect.time(() -> id[0] = subject.protect());
            long stored = size(place);
            again.time(() -> id[1] = subject.protect());
            if (!id[0].equals(id[1])) {
                throw new IllegalStateException("the same tree has two names");
            }
            skip.time(() -> subject.skip(id[0]));
            verify.time(() -> subject.verify(id[0]));
            read.time(() -> subject.read(id[0]));
            return stored;
        } finally {
            delete(place);
        }
    }

    private static List<Path> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static long size(Path root) throws IOException {
        long total = 0;
        for (Path file : below(root)) {
            total += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return total;
    }

    static void delete(Path root) throws IOException {
        for (Path file : below(root)) {
            Files.delete(file);
        }
    }
}
