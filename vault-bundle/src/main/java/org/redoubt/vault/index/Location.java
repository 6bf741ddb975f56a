package org.redoubt.vault.index;

/**
 * Where the record of a chunk stands.
 *
 * @param pack the number of the pack in this index
 * @param offset where the record begins
 * @param stored how long the record is
 * @param raw how long the chunk is
 */
public record Location(int pack, int offset, int stored, int raw) {
}
