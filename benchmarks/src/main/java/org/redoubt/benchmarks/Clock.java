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
    private final Standing standing;

    /** What is measured. */
    public interface Step {
        void run() throws Exception;
    }

    /** Processes beside this one that work for what is measured. */
    public interface Standing {
        double cpuSeconds() throws IOException;
    }

    public Clock() {
        this(() -> 0);
    }

    /**
     * @param standing whose processor time counts, too
     */
    public Clock(Standing standing) {
        this.standing = standing;
    }

    /** Does it once, and keeps what it took. */
    public void time(Step step) throws Exception {
        double cpuBefore = all();
        long start = System.nanoTime();
        step.run();
        wall.add((System.nanoTime() - start) / 1e9);
        cpu.add(all() - cpuBefore);
    }

    private double all() throws IOException {
        return cpuSeconds(ProcessHandle.current().pid()) + standing.cpuSeconds();
    }

    /** The processor time of a process and of its children that have ended. */
    public static double cpuSeconds(long process) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + process + "/stat")).replaceAll("^.*\\) ", "").split(" ");
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
