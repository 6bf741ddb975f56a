package org.redoubt.benchmarks;

import java.util.Arrays;

/** What half of the rounds needed at most: what one may expect, while the fastest round shows what the code costs. */
public final class Median {
    private Median() {
    }

    /** The median of one or more measurements; of two in the middle their mean. */
    public static double of(double... measured) {
        double[] sorted = measured.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
