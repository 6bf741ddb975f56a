/**
 * The plugin for volumes: directories, disk images and block devices.
 */
package org.redoubt.plugin.volume;
