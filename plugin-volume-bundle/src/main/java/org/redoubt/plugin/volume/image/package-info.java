/**
 * Disk images and block devices as streams.
 */
package org.redoubt.plugin.volume.image;
