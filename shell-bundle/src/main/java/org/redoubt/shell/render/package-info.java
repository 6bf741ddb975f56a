/** Turns what the front door answers into text and pictures for people. */
package org.redoubt.shell.render;
