/**
 * What an operation leaves on this host, so that a later life of the runtime can take it back or go on with it.
 */
package org.redoubt.engine.journal;
