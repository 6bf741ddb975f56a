package org.redoubt.vault.collect;

import org.redoubt.vault.pack.PackName;

/**
 * How much of a pack is needed.
 *
 * @param name which pack
 * @param size its bytes
 * @param known whether a run that is believed names it
 * @param old whether it is to be sealed with newer keys
 * @param chunks how many of its chunks are needed
 * @param live how many bytes its chunks take that are needed, with what surrounds them
 */
record PackState(PackName name, long size, boolean known, boolean old, int chunks, long live) {

    long dead() {
        return Math.max(0, size - live);
    }

    double deadShare() {
        return size == 0 ? 0 : (double) dead() / size;
    }
}
