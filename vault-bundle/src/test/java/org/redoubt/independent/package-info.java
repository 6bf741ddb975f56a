/**
 * A reader of vaults written from {@code docs/vault-format.md} alone. It shares no code with the vault, and imports nothing of it.
 */
package org.redoubt.independent;
