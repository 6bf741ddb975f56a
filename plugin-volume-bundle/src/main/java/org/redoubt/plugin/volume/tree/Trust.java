package org.redoubt.plugin.volume.tree;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.os.FileStatus;

/**
 * Which files are taken for unchanged when they look so: those that had last changed before the scan before, unless it is their turn to be read
 * again. Within so many days it is everybody's turn once, whatever is known of a file: so content that changes without a trace is noticed. Immutable.
 */
public final class Trust {
    /** The clocks of file systems tick coarsely: a file that changed this shortly before it was read may have changed after, too. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final Instant before;
    private final long lastDay;
    private final long today;
    private final int days;

    /**
     * @param last when the scan before began
     * @param now when this one begins
     * @param days within how many days everything is read once; 0 to read nothing that looks unchanged
     */
    public Trust(Instant last, Instant now, int days) {
        this.before = last.minus(TICK);
        this.lastDay = day(last);
        this.today = day(now);
        this.days = days;
    }

    private static long day(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), TimeUnit.DAYS.toSeconds(1));
    }

    /**
     * Whether a file is unchanged if it looks so.
     *
     * @param name tells it from others, and is the same each time
     * @param seen what it looks like
     */
    public boolean covers(byte[] name, FileStatus seen) {
        return StatKey.settled(seen, before) && !isDue(name);
    }

    /** Each has a day, and that was not long before this scan: it came after the last one, be that a minute or months ago. */
    private boolean isDue(byte[] name) {
        if (days == 0) {
            return false;
        }
        // The hash of an array is next to the same for names that are; their days are to be spread.
        long turn = Integer.toUnsignedLong(Arrays.hashCode(name) * 0x9e3779b9);
        return Math.floorMod(turn - lastDay - 1, days) < today - lastDay;
    }
}
