package org.redoubt.api.vault;

/**
 * A range of a stream.
 *
 * @param offset where it begins
 * @param length its bytes
 * @param hole whether it holds only zeros and was not stored
 */
public record Extent(long offset, long length, boolean hole) {
}
