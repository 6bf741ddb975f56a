/**
 * The operations: what the hooks of protect, restore and verify do for a volume.
 */
package org.redoubt.plugin.volume.operation;
