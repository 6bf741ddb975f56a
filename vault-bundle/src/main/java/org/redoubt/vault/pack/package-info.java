/**
 * Packs: objects of some megabytes that hold the records of many chunks, so that small files cost no object each.
 *
 * <p>A pack is a header with its salt, sealed records one after the other, a sealed directory and a trailer.
 */
package org.redoubt.vault.pack;
