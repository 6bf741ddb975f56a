package org.redoubt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The seconds that something took, several times: on the wall, and of all processors for this process and its children. */
public final class Clock {
    private final List<Double> wall = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    /** What is measured. */
    public interface Step {
        void run() throws Exception;
    }

    /** Does it once, and keeps what it took. */
    public void time(Step step) throws Exception {
        double cpuBefore = cpuSeconds();
        long start = System.nanoTime();
        step.run();
        wall.add((System.nanoTime() - start) / 1e9);
        cpu.add(cpuSeconds() - cpuBefore);
    }

    private static double cpuSeconds() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/self/stat")).replaceAll("^.*\\) ", "").split(" ");
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / 100.0;
    }

    /** The median on the wall. */
    public double wall() {
        return median(wall);
    }

    /** The median of processor time. */
    public double cpu() {
        return median(cpu);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
