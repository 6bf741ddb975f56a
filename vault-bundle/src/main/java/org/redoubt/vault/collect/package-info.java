/**
 * Collection: which packs nobody needs, asking every session that is open, deciding, and doing what was decided.
 *
 * <p>Nothing is deleted before a decision that stands in the bank, and everything that a decision names can be deleted by anybody at any time after:
 * {@link org.redoubt.vault.collect.Collector} makes decisions, {@link org.redoubt.vault.collect.Finisher} obeys them.
 */
package org.redoubt.vault.collect;
