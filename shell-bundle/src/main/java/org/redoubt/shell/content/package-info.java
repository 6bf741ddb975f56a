/** What is in checkpoints, as people and programs read it. Lists may be of any length: they are written while they are found. */
package org.redoubt.shell.content;
