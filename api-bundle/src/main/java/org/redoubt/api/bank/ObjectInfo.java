package org.redoubt.api.bank;

/**
 * What a listing tells of an object.
 *
 * @param key its key
 * @param length its bytes
 */
public record ObjectInfo(Key key, long length) {
}
