/**
 * Directory trees: from the host into the vault and back.
 */
package org.redoubt.plugin.volume.tree;
