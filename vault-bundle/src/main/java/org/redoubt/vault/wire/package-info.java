/**
 * How numbers, texts and object headers stand in bytes.
 */
package org.redoubt.vault.wire;
