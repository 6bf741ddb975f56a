/**
 * The index: which chunk stands where in which pack, as runs in the bank and as a table in memory.
 *
 * <p>A run that is listed is believed; it is put only when all its packs are durable. With collection, a run will be believed
 * only when a commit record names it; only {@link org.redoubt.vault.index.Catalogue} knows that rule.
 */
package org.redoubt.vault.index;
