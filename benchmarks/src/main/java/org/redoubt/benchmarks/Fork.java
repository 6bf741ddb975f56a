package org.redoubt.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the parts of a benchmark, each in a fresh process: what the compiler has learned from one part would slow the next one down, and
 * by how much depends on their order.
 */
public final class Fork {
    private static final String PART = "redoubt.benchmark.part";

    private Fork() {
    }

    /** Runs all parts, or, in the process of one part, that one. */
    public static void each(String benchmark, Map<String, Benchmark> parts, Table table) throws Exception {
        String mine = System.getProperty(PART, "");
        if (parts.containsKey(mine)) {
            parts.get(mine).run(table);
            return;
        }
        for (String part : parts.keySet()) {
            table.take(fork(benchmark, part));
        }
    }

    private static String fork(String benchmark, String part) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-D" + PART + "=" + part, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "--rows", benchmark));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        try (InputStream rows = process.getInputStream()) {
            String text = new String(rows.readAllBytes(), StandardCharsets.UTF_8);
            // 1 says that a bound was missed, which the rows say too.
            if (process.waitFor() > 1) {
                throw new IOException("The part \"" + part + "\" of the benchmark ended with " + process.exitValue() + ".");
            }
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
