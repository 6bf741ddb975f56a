package org.redoubt.api.vault;

/**
 * What data takes in a vault.
 *
 * @param chunks how many chunks of data
 * @param bytes their bytes as they were written
 * @param stored their bytes as they are stored: compressed and sealed
 * @param descriptions the stored bytes of what says how trees and streams consist of these chunks
 */
public record Footprint(long chunks, long bytes, long stored, long descriptions) {
    /** Nothing. */
    public static final Footprint NONE = new Footprint(0, 0, 0, 0);

    /** All that is stored. */
    public long inBank() {
        return stored + descriptions;
    }
}
