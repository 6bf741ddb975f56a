/** The commands, one class each. Each is the Gogo function of the same name in scope {@code redoubt}. */
package org.redoubt.shell.command;
