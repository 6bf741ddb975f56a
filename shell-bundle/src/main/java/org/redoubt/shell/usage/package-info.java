/** What a command understands, and how what was typed is read. */
package org.redoubt.shell.usage;
