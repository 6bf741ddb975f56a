package org.redoubt.api.vault;

/**
 * What a session wrote.
 *
 * @param logicalBytes the bytes that were given to committed and running writers, holes not counted
 * @param newBytes those of them that the vault did not hold before
 * @param storedBytes what was added to the bank for them
 */
public record SessionTotals(long logicalBytes, long newBytes, long storedBytes) {
}
