/**
 * The threads on which a vault computes and reaches its banks.
 */
package org.redoubt.vault.work;
