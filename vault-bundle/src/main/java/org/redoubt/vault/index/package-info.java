/**
 * The index: which chunk stands where in which pack, as runs in the bank and as a table in memory.
 *
 * <p>A run is put only when all its packs are durable. It is believed only when the commit of the session that wrote it, or of one that
 * went on for it, names it; only {@link org.redoubt.vault.index.Catalogue} knows that rule.
 */
package org.redoubt.vault.index;
