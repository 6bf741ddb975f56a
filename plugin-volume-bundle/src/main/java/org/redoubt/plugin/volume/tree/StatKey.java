package org.redoubt.plugin.volume.tree;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.redoubt.api.os.FileStatus;

/** What is compared to know an unchanged file: inode, both times, size, mode and owner. */
final class StatKey {
    private static final byte VERSION = 1;

    private StatKey() {
    }

    static byte[] of(FileStatus status) {
        ByteBuffer key = ByteBuffer.allocate(1 + 7 * Long.BYTES + 2 * Integer.BYTES + Integer.BYTES);
        key.put(VERSION).putLong(status.inode()).putLong(status.size()).putInt(status.mode());
        key.putLong(status.user()).putLong(status.group());
        time(key, status.modified());
        time(key, status.changed());
        return key.array();
    }

    private static void time(ByteBuffer key, Instant time) {
        key.putLong(time.getEpochSecond()).putInt(time.getNano());
    }

    /** Whether a file may have changed without a trace in its key, because it was still new when it was read. */
    static boolean settled(FileStatus status, Instant before) {
        return status.modified().isBefore(before) && status.changed().isBefore(before);
    }
}
