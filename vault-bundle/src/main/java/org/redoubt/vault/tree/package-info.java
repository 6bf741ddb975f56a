/**
 * Directory trees: entries sorted by path in trees of nodes, with contents that are streams.
 */
package org.redoubt.vault.tree;
