package org.redoubt.shell.operation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.ProgressView;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.wire.Terminal;

/** One line on a terminal that is painted again and again: bar, bytes, rate and remaining time; bytes, rate and time taken while the whole is unknown. */
final class ProgressLine {
    private static final String ERASE = "\r\u001b[K";
    private static final int BAR = 24;
    private static final double SMOOTHING = 0.2;

    private final PrintStream err;
    private final LongSupplier nanos;
    private final long begun;
    private long lastAt;
    private long lastBytes;
    private double rate;

    /**
     * @param err where it is painted
     * @param nanos the time, in nanoseconds since any instant
     */
    ProgressLine(PrintStream err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.lastAt = begun;
    }

    void paint(OperationType type, OperationState state, ProgressView progress, Terminal terminal) {
        measure(progress.bytesDone());
        StringBuilder line = new StringBuilder(type.word()).append(' ');
        if (state.ended() || progress.bytesTotal() <= 0) {
            line.append(state.word()).append("  ")
                    .append(progress.hooksDone()).append('/').append(progress.hooksTotal()).append(" hooks");
        } else if (progress.bytesDone() >= progress.bytesTotal()) {
            // Nobody knows how much a tree holds before it was walked: a bar would always be full.
            line.append(Human.bytes(progress.bytesDone())).append("  ").append(Human.bytes((long) rate)).append("/s  ")
                    .append(Human.clock(Duration.ofNanos(lastAt - begun)));
        } else {
            double share = Math.min(1, (double) progress.bytesDone() / progress.bytesTotal());
            int full = (int) (share * BAR);
            line.append('[').append("#".repeat(full)).append("-".repeat(BAR - full)).append("] ")
                    .append((int) (share * 100)).append("%  ")
                    .append(Human.bytes(progress.bytesDone())).append(" of ").append(Human.bytes(progress.bytesTotal()))
                    .append("  ").append(Human.bytes((long) rate)).append("/s");
            remaining(progress, line);
        }
        if (!progress.running().isEmpty()) {
            line.append("  ").append(progress.running().getFirst());
        }
        int width = terminal.columns() - 1;
        err.print(ERASE + (line.length() > width ? line.substring(0, width) : line));
        err.flush();
    }

    private void measure(long bytes) {
        long now = nanos.getAsLong();
        double seconds = (now - lastAt) / 1e9;
        if (seconds > 0) {
            double current = Math.max(0, bytes - lastBytes) / seconds;
            rate = lastAt == begun ? current : rate + SMOOTHING * (current - rate);
            lastAt = now;
            lastBytes = bytes;
        }
    }

    private void remaining(ProgressView progress, StringBuilder line) {
        long left = progress.bytesTotal() - progress.bytesDone();
        if (rate >= 1 && left > 0) {
            line.append("  ").append(Human.duration(Duration.ofSeconds(Math.max(1, (long) (left / rate))))).append(" left");
        }
    }

    void erase() {
        err.print(ERASE);
        err.flush();
    }
}
