/**
 * The document that stands beside the data of a volume in a checkpoint.
 */
package org.redoubt.plugin.volume.record;
