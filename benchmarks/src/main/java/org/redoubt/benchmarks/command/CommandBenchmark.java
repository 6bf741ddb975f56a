package org.redoubt.benchmarks.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Clock;
import org.redoubt.benchmarks.MixedTree;
import org.redoubt.benchmarks.Table;

/**
 * The product as people meet it: the {@code redoubt} command of this checkout. A tree of mixed files of 1 GiB is protected by a
 * running runtime, in turns with {@code tar | tee archive | sha256sum} of the same tree to the same disk; and a list of
 * checkpoints is asked for with and without a running runtime.
 */
public final class CommandBenchmark implements Benchmark {
    private static final long SIZE = 1L << 30;
    private static final int ROUNDS = 3;
    private static final int LISTS = 5;

    private final Clock tar = new Clock();
    private final Clock protect = new Clock();
    private final Clock again = new Clock();
    private final Clock restore = new Clock();
    private final Clock listRunning = new Clock();
    private final Clock listAlone = new Clock();

    @Override
    public void run(Table table) throws Exception {
        Path work = Files.createTempDirectory("redoubt-benchmark-");
        Path home = work.resolve("home");
        try {
            Path tree = Files.createDirectories(work.resolve("tree"));
            int files = new MixedTree().fill(tree, SIZE);
            providers(home);
            redoubt(home, "start");
            try {
                warm(home, work.resolve("small"));
                for (int round = 0; round < ROUNDS; round++) {
                    round(home, tree, work, "round" + round);
                }
                for (int list = 0; list < LISTS; list++) {
                    listRunning.time(() -> redoubt(home, "checkpoints"));
                }
            } finally {
                redoubt(home, "stop");
            }
            redoubt(home, "checkpoints");
            for (int list = 0; list < LISTS; list++) {
                listAlone.time(() -> redoubt(home, "checkpoints"));
            }
            report(table, files);
        } finally {
            delete(work);
        }
    }

    private void report(Table table, int files) {
        table.ratio("redoubt protect of 1 GiB in " + files + " files against tar + sha256, wall", protect.wall(), tar.wall(), "s", 2);
        table.note("the same tree again, unchanged, wall", again.wall(), "s");
        table.note("redoubt restore of it, wall", restore.wall(), "s");
        table.bound("redoubt checkpoints, runtime running, wall", listRunning.wall(), "s", 0.5);
        table.bound("redoubt checkpoints, no runtime running, wall", listAlone.wall(), "s", 1.5);
    }

    /** A bank of its own for each round, so that nothing is there already. */
    private static void providers(Path home) throws IOException {
        Path etc = Files.createDirectories(home.resolve("etc"));
        List<String> names = new ArrayList<>(List.of("default"));
        for (int round = 0; round < ROUNDS; round++) {
            names.add("round" + round);
        }
        for (String name : names) {
            Files.writeString(etc.resolve("org.redoubt.bank.filesystem-" + name + ".cfg"), "name = " + name + "\npath = " + home.resolve("bank-" + name) + "\n");
            Files.writeString(etc.resolve("org.redoubt.provider-" + name + ".cfg"), "name = " + name + "\nbank = " + name + "\n");
        }
    }

    private static void warm(Path home, Path small) throws Exception {
        new MixedTree().fill(Files.createDirectories(small), 64 << 20);
        redoubt(home, "protect", small.toString());
    }

    private void round(Path home, Path tree, Path work, String provider) throws Exception {
        Path archive = work.resolve("archive.tar");
        tar.time(() -> call(List.of("sh", "-c", "tar -C '" + tree + "' -cf - . | tee '" + archive + "' | sha256sum && sync '" + archive + "'")));
        Files.delete(archive);
        protect.time(() -> redoubt(home, "protect", tree.toString(), "--provider", provider));
        again.time(() -> redoubt(home, "protect", tree.toString(), "--provider", provider));
        // Kept to the end: ext4 goes round the inodes of files that were deleted in the last minutes, one by one.
        Path target = work.resolve("restored-" + provider);
        restore.time(() -> redoubt(home, "restore", "latest", "--to", target.toString()));
        call(List.of("diff", "-r", "--no-dereference", tree.toString(), target.resolve(tree.getFileName()).toString()));
    }

    private static void redoubt(Path home, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./redoubt", "--home", home.toString()));
        command.addAll(List.of(arguments));
        call(command);
    }

    private static void call(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(Path.of("/dev/null").toFile()).start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + " failed");
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
