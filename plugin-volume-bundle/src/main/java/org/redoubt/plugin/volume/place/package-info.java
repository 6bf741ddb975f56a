/**
 * Where volumes are: paths as text, what is at a path, where a restore goes.
 */
package org.redoubt.plugin.volume.place;
