/**
 * Finds resources and what they depend on by asking the protectable plugins.
 */
package org.redoubt.engine.discovery;
