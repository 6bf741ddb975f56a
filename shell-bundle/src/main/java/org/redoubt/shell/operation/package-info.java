/** Follows operations to their end for the commands that start them. */
package org.redoubt.shell.operation;
