/**
 * The files of the host by Java alone: the contract of {@code org.redoubt.api.os} as far as Java goes.
 */
package org.redoubt.plugin.volume.portable;
