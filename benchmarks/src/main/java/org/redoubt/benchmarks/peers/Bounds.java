package org.redoubt.benchmarks.peers;

/**
 * What has to be reached for a set of data, as the share of what a peer needs.
 */
record Bounds(Line first, Line unchanged, Line reread, Line verify, Line second, Line restore) {
    static final double GROWTH_RESTIC = 0.35;
    static final double GROWTH_BORG = 0.25;
    static final double SIZE_RESTIC = 1.06;
    static final double SIZE_BORG = 1.08;
    static final double COLD_RESTIC = 0.75;
    /** A first protect reaches this share of what can be reached. */
    static final double SHARE = 0.65;

    /**
     * The most of what a peer needs.
     *
     * @param restic processor time of restic
     * @param borg processor time of borg
     * @param wallRestic wall time of restic
     * @param wallBorg wall time of borg
     */
    record Line(double restic, double borg, double wallRestic, double wallBorg) {
        /** Where two tools do not do the same, the time is only shown. */
        static final Line SHOWN = new Line(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

        /** The same speed is asked for on the wall beside both. */
        Line(double restic, double borg, double faster) {
            this(restic, borg, 1 / faster, 1 / faster);
        }
    }

    static Bounds of(DataSet set) {
        return switch (set) {
            case MIXED -> new Bounds(new Line(0.50, 0.65, 1 / 2.0, 1 / 1.7), new Line(0.25, 0.25, 2), Line.SHOWN, new Line(0.6, 0.6, 1.5),
                    new Line(0.50, 0.60, 2), new Line(0.8, 0.55, 1.2));
            case IMAGE -> new Bounds(new Line(0.50, 0.75, 1 / 2.0, 1 / 1.7), Line.SHOWN, new Line(0.65, 0.55, 1.5), new Line(0.8, 0.6, 1.5),
                    new Line(0.50, 0.60, 2), new Line(0.5, 0.4, 2));
            case RANDOM -> new Bounds(new Line(0.45, 0.65, 1 / 1.5, 1 / 1.7), Line.SHOWN, Line.SHOWN, new Line(0.6, 0.6, 1.5), Line.SHOWN,
                    new Line(0.5, 0.4, 2));
        };
    }
}
