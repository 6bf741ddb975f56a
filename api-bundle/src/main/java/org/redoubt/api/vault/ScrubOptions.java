package org.redoubt.api.vault;

import java.util.Objects;

/** How a vault is scrubbed. Immutable. */
public final class ScrubOptions {
    private final CheckDepth depth;
    private final int shares;

    private ScrubOptions(CheckDepth depth, int shares) {
        this.depth = Objects.requireNonNull(depth);
        this.shares = shares;
    }

    /** A scrub of everything. */
    public static ScrubOptions of(CheckDepth depth) {
        return new ScrubOptions(depth, 1);
    }

    /**
     * These options, for one of so many shares of the packs: those behind where the last scrub of this depth has stopped. So many scrubs one
     * after the other look at every pack. All that is no pack is looked at every time.
     */
    public ScrubOptions share(int of) {
        if (of < 1) {
            throw new IllegalArgumentException("The number of shares is 1 or more, not " + of + ".");
        }
        return new ScrubOptions(depth, of);
    }

    /** How closely to look. */
    public CheckDepth depth() {
        return depth;
    }

    /** Into how many shares the packs are divided, of which one is looked at. */
    public int shares() {
        return shares;
    }
}
