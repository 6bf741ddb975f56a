/** A sample server made of this machine's own files, for showing what Redoubt does without touching anything real. */
package org.redoubt.shell.demo;
