package org.redoubt.plugin.volume.tree;

/**
 * What a restore did.
 *
 * @param made entries that were made
 * @param replaced entries that took the place of others
 * @param skipped entries that were left out because something was there
 * @param failed entries that could not be restored
 */
public record RestoreCounts(long made, long replaced, long skipped, long failed) {
}
