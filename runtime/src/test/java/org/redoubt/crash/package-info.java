/** Kills real runtimes, and looks at what the next one makes of what is left. */
package org.redoubt.crash;
