/**
 * Write-once documents in a bank: lines of JSON between a header and a seal.
 *
 * <pre>
 * {"formatVersion":1,"kind":"checkpoint.begin","key":"checkpoints/.../begin"}
 * {...}
 * {"sha256":"..."}
 * </pre>
 *
 * <p>The header binds a document to its key, so that one object in the place of another is noticed; the seal is over all bytes
 * before it. Every later version of the format keeps header and seal, so that damage and a newer version can be told apart.
 */
package org.redoubt.engine.document;
