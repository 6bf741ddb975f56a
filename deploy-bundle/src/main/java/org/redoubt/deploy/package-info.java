/**
 * The folder of plugins.
 *
 * <p>One thread looks into the folder and makes all changes, so nothing here needs locks but the table of what is
 * known, which others read. Installing never waits; an old bundle is drained by the engine and uninstalled when that
 * is done.
 */
package org.redoubt.deploy;
