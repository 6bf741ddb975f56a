/**
 * Ordered lists of any length as trees of small nodes, each a chunk: one item is found without reading all, and an unchanged
 * part is never stored again.
 */
package org.redoubt.vault.manifest;
