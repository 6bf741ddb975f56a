/**
 * Streams: cut into chunks when they are written, put together when they are read, and described by lists of pieces.
 */
package org.redoubt.vault.stream;
