package org.redoubt.api.vault;

/**
 * A part of stored data that cannot be read as it was written.
 *
 * @param entry the path of the tree entry, or empty for a stream
 * @param offset where in the stream or file it begins, in bytes
 * @param length how many bytes are affected
 * @param object the object of the bank that is damaged or missing
 * @param reason one sentence
 */
public record Damage(String entry, long offset, long length, String object, String reason) {
}
