package org.redoubt.benchmarks.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.redoubt.benchmarks.Benchmark;
import org.redoubt.benchmarks.Memory;
import org.redoubt.benchmarks.Table;

/**
 * An index of 20,000,000 chunks, in a process that has the heap of the runtime: what it takes to add, to find and to pass over a chunk, the larger it
 * becomes, and the memory of the process.
 */
public final class IndexBenchmark implements Benchmark {
    private static final int CHUNKS = Integer.getInteger("chunks", 20_000_000);
    private static final double STEEPEST = 3;
    private static final Pattern HEAP = Pattern.compile("-XX:\\+Use\\w+GC|-Xms\\w+");

    /** The times for each chunk at one size of the index. */
    private record Line(int chunks, double add, double hit, double miss, double mark) {
        static Line parse(String text) {
            String[] words = text.split(" ");
            return new Line(Integer.parseInt(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]),
                    Double.parseDouble(words[4]));
        }
    }

    @Override
    public void run(Table table) throws Exception {
        Path work = Files.createTempDirectory("redoubt-benchmark-");
        try {
            List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
            // What the runtime is started with stands in its script only. Its heap grows by what is in use; this one may not grow at all.
            Matcher heap = HEAP.matcher(Files.readString(Path.of("redoubt")));
            while (heap.find()) {
                command.add(heap.group().replace("-Xms", "-Xmx"));
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), LargeIndex.class.getName(), work.toString(), Integer.toString(CHUNKS)));
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (Memory memory = new Memory(process.pid()); BufferedReader out = process.inputReader()) {
                List<Line> lines = out.lines().map(Line::parse).toList();
                if (process.waitFor() != 0) {
                    throw new IOException("The process with the index failed.");
                }
                report(table, lines, memory.megabytes());
            }
        } finally {
            Files.delete(work);
        }
    }

    private static void report(Table table, List<Line> lines, double megabytes) {
        Line first = lines.getFirst();
        Line last = lines.getLast();
        String what = "index of " + last.chunks() + " chunks against " + first.chunks() + ", for each chunk: ";
        table.ratio(what + "add", last.add(), first.add(), "us", STEEPEST);
        table.ratio(what + "find one that is there", last.hit(), first.hit(), "us", STEEPEST);
        table.ratio(what + "find one that is not", last.miss(), first.miss(), "us", STEEPEST);
        table.ratio(what + "pass over all", last.mark(), first.mark(), "us", STEEPEST);
        table.bound("memory of a process with " + last.chunks() + " chunks in its index", megabytes, "MB", Memory.BOUND);
    }
}
