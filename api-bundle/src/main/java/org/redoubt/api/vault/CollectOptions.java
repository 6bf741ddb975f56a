package org.redoubt.api.vault;

/** How a vault is collected. Immutable. */
public final class CollectOptions {
    private static final CollectOptions DEFAULTS = new CollectOptions(false, Long.MAX_VALUE, 0.05, false, false);

    private final boolean dryRun;
    private final long maxRepack;
    private final double deadShare;
    private final boolean alone;
    private final boolean resealing;

    private CollectOptions(boolean dryRun, long maxRepack, double deadShare, boolean alone, boolean resealing) {
        this.dryRun = dryRun;
        this.maxRepack = maxRepack;
        this.deadShare = deadShare;
        this.alone = alone;
        this.resealing = resealing;
    }

    /** Deletes what nobody needs, and repacks until at most a twentieth of all bytes is dead. */
    public static CollectOptions defaults() {
        return DEFAULTS;
    }

    /** These options, only to see what would be done: nothing is stored or deleted. */
    public CollectOptions dryRun() {
        return new CollectOptions(true, maxRepack, deadShare, alone, resealing);
    }

    /** These options, with at most so many bytes read from packs to be repacked; 0 for no repacking. */
    public CollectOptions maxRepack(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("The bytes to be repacked are 0 or more, not " + bytes + ".");
        }
        return new CollectOptions(dryRun, bytes, deadShare, alone, resealing);
    }

    /** These options, repacking until at most this share of all bytes in packs is dead, from 0 to 1. */
    public CollectOptions deadShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of dead bytes is between 0 and 1, not " + share + ".");
        }
        return new CollectOptions(dryRun, maxRepack, share, alone, resealing);
    }

    /**
     * These options, and the promise that no other process uses the bank: needed on a bank that has no atomic put-if-absent, or whose listings
     * may be late without a bound.
     */
    public CollectOptions alone() {
        return new CollectOptions(dryRun, maxRepack, deadShare, true, resealing);
    }

    /**
     * These options, and all data is stored anew that is sealed with keys that were rotated since, as far as the bytes suffice that may be read for
     * that. Documents of checkpoints stay as they are.
     */
    public CollectOptions resealing() {
        return new CollectOptions(dryRun, maxRepack, deadShare, alone, true);
    }

    /** Whether nothing is stored or deleted. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** How many bytes are read at most from packs to be repacked. */
    public long maxRepack() {
        return maxRepack;
    }

    /** Which share of the bytes in packs may be dead afterwards. */
    public double deadShare() {
        return deadShare;
    }

    /** Whether nobody else uses the bank. */
    public boolean isAlone() {
        return alone;
    }

    /** Whether what is sealed with older keys is stored anew. */
    public boolean isResealing() {
        return resealing;
    }
}
