package org.redoubt.plugin.volume.tree;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.redoubt.api.os.FileStatus;

/**
 * What is compared to know an unchanged file: inode, both times, size, mode and owner. Its first byte also says how much the entry that bears it has
 * of what there was to know, as what is lacking would otherwise be lacking for ever without a word.
 */
final class StatKey {
    /** How much an entry has of what there is to know of a file, in ascending order. */
    enum Extent {
        /** Something is known to be missing. */
        LACKING(1),
        /** All that every user is shown. */
        SHOWN(2),
        /** All, also what only root is shown. */
        ALL(3);

        private final byte word;

        Extent(int word) {
            this.word = (byte) word;
        }
    }

    private StatKey() {
    }

    static byte[] of(FileStatus status) {
        return of(status, Extent.LACKING);
    }

    /** @param extent how much the entry has */
    static byte[] of(FileStatus status, Extent extent) {
        ByteBuffer key = ByteBuffer.allocate(1 + 7 * Long.BYTES + 2 * Integer.BYTES + Integer.BYTES);
        key.put(extent.word).putLong(status.inode()).putLong(status.size()).putInt(status.mode());
        key.putLong(status.user()).putLong(status.group());
        time(key, status.modified());
        time(key, status.changed());
        return key.array();
    }

    /** Whether two keys are of a file that has not changed in between. */
    static boolean same(byte[] one, byte[] other) {
        return one.length > 0 && other.length > 0 && Arrays.equals(one, 1, one.length, other, 1, other.length);
    }

    /** Whether the entry with this key has at least so much. */
    static boolean has(byte[] key, Extent extent) {
        return key.length > 0 && key[0] >= extent.word;
    }

    private static void time(ByteBuffer key, Instant time) {
        key.putLong(time.getEpochSecond()).putInt(time.getNano());
    }

    /** Whether a file may have changed without a trace in its key, because it was still new when it was read. */
    static boolean settled(FileStatus status, Instant before) {
        return status.modified().isBefore(before) && status.changed().isBefore(before);
    }
}
