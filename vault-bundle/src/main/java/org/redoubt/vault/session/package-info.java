/**
 * Sessions: one use of the vault of one bank, and what is done with whole streams and trees in it.
 */
package org.redoubt.vault.session;
