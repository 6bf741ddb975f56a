/**
 * What an operation is told for each resource: merged, filled up with defaults, and checked against the schemas of the plugins.
 */
package org.redoubt.engine.parameter;
