package org.redoubt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Looks every 100 ms how much memory a process has that is no mapped file: what {@code /proc} calls RssAnon and RssShmem. */
public final class Memory implements AutoCloseable {
    /** What the whole runtime may have at the most, in megabytes. */
    public static final double BOUND = 300;
    private static final long EVERY_MILLIS = 100;

    private final AtomicLong peak = new AtomicLong();
    private final Thread thread;

    /** @param process whose memory; what it had is kept when it has ended */
    public Memory(long process) {
        Path status = Path.of("/proc/" + process + "/status");
        thread = Thread.ofPlatform().daemon().start(() -> watch(status));
    }

    private void watch(Path status) {
        try {
            while (true) {
                long now = Files.readAllLines(status).stream().filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024).sum();
                peak.accumulateAndGet(now, Math::max);
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (IOException | InterruptedException ended) {
            // The process or whoever watched it has come to its end.
        }
    }

    /** The most so far, in megabytes. */
    public double megabytes() {
        return peak.get() / 1e6;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
