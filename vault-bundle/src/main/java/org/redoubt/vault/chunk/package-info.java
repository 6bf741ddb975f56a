/**
 * Chunks: where they are cut, how they are named, and what a record of one looks like. Cuts and names depend on keys of the vault.
 */
package org.redoubt.vault.chunk;
