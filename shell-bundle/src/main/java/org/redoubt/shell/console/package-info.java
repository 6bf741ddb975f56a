/** Who runs a command, where from, and how it is told that something went wrong. */
package org.redoubt.shell.console;
