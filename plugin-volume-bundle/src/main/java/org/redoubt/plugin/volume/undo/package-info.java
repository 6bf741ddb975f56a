/**
 * Undo steps: their names and arguments, and how they are taken back.
 */
package org.redoubt.plugin.volume.undo;
