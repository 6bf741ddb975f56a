/**
 * The content of single files: reading it without its holes, writing it with them, hashing it as a whole.
 */
package org.redoubt.plugin.volume.content;
