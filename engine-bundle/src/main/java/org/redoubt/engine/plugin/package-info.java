/**
 * The protection plugins that are there now: which one serves a type, and why another one does not.
 */
package org.redoubt.engine.plugin;
