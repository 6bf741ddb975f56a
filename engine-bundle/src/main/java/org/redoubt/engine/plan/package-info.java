/** The plans that are stored in the home, one document each. */
package org.redoubt.engine.plan;
