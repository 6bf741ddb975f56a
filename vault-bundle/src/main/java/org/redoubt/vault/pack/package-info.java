/**
 * Packs: objects of some megabytes that hold the records of many chunks, so that small files cost no object each.
 *
 * <p>A pack is a header, records one after the other, a directory and a trailer. Header fields of sealed packs (salt, epoch,
 * commitment) will stand behind the present header, whose length is part of it.
 */
package org.redoubt.vault.pack;
