package org.redoubt.vault.index;

/**
 * A chunk that an index has.
 *
 * @param number its number there, which stays the same
 * @param place where it is
 */
public record Found(int number, Location place) {
}
