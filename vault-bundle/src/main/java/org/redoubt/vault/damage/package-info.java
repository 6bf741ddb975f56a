/**
 * What is known to be damaged: which chunks of which packs. They count as absent for who stores, so that they are stored anew, until a scrub
 * finds the pack sound or nobody needs it any more.
 */
package org.redoubt.vault.damage;
