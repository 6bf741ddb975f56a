/**
 * What a vault is, as it stands in its bank.
 */
package org.redoubt.vault.config;
