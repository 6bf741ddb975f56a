package org.redoubt.api.vault;

import java.util.List;
import java.util.Objects;
import org.redoubt.api.problem.RedoubtException;

/** How a vault is scrubbed. Immutable. */
public final class ScrubOptions {
    private final CheckDepth depth;
    private final int shares;
    private final Besides besides;
    private final boolean acceptMissing;

    private ScrubOptions(CheckDepth depth, int shares, Besides besides, boolean acceptMissing) {
        this.depth = Objects.requireNonNull(depth);
        this.shares = shares;
        this.besides = Objects.requireNonNull(besides);
        this.acceptMissing = acceptMissing;
    }

    /** What else of the bank is looked at, that the vault knows nothing of. */
    @FunctionalInterface
    public interface Besides {
        /** What is damaged of it. If this fails, the scrub says so and goes on. */
        List<ScrubReport.Finding> look() throws RedoubtException;
    }

    /** A scrub of everything. */
    public static ScrubOptions of(CheckDepth depth) {
        return new ScrubOptions(depth, 1, List::of, false);
    }

    /**
     * These options, for one of so many shares of the packs: those behind where the last scrub of this depth has stopped. So many scrubs one
     * after the other look at every pack. All that is no pack is looked at every time.
     */
    public ScrubOptions share(int of) {
        if (of < 1) {
            throw new IllegalArgumentException("The number of shares is 1 or more, not " + of + ".");
        }
        return new ScrubOptions(depth, of, besides, acceptMissing);
    }

    /** These options, with something else to be looked at by the thread that scrubs, if it has a key of the vault. */
    public ScrubOptions besides(Besides look) {
        return new ScrubOptions(depth, shares, look, acceptMissing);
    }

    /**
     * These options, and decisions and deletions that this home has seen before and that are not there any more are right to be missing, as after a
     * bank was put back from a copy: a notice names them instead of a finding, and from then on only what goes missing later is found. A scrub
     * without a key refuses that, as it does not look for them.
     */
    public ScrubOptions acceptMissing() {
        return new ScrubOptions(depth, shares, besides, true);
    }

    /** How closely to look. */
    public CheckDepth depth() {
        return depth;
    }

    /** Into how many shares the packs are divided, of which one is looked at. */
    public int shares() {
        return shares;
    }

    /** Whether what is missing now of what was seen before is right to be. */
    public boolean isAcceptingMissing() {
        return acceptMissing;
    }

    /** What else is looked at. */
    public Besides besides() {
        return besides;
    }
}
