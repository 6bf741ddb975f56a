/**
 * The keys of a vault: one random master key and the keys of epochs, wrapped by a key of the home or lying open, and what is derived
 * from them.
 */
package org.redoubt.vault.key;
