/**
 * Chunks: where they are cut, how they are named, and what a record of one looks like.
 */
package org.redoubt.vault.chunk;
