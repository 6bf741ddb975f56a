/**
 * Repair: what is needed and lost is looked for in packs that no index object names any more, and in another bank that has the same vault.
 *
 * <p>It deletes no pack, and what it stores counts by a decision like that of a collection: one object, stored unless there is one. Before it nothing
 * has changed, after it everything.
 */
package org.redoubt.vault.repair;
