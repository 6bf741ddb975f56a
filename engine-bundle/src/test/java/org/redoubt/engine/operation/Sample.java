package org.redoubt.engine.operation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * How many of the cases of a walk are run. Each place is walked, but not in each way. The property {@code walk.percent} of the build says in how many,
 * all with its profile {@code crash}; they are the same for the same {@code walk.seed}.
 *
 * @param percent so many of the ways of each place, and no fewer than one
 * @param seed what chance has to begin with
 */
record Sample(int percent, long seed) {
    static final Sample WHOLE = new Sample(100, 0);
    static final Sample OF_THE_BUILD = new Sample(Integer.getInteger("redoubt.walk.percent", 25), Long.getLong("redoubt.walk.seed", 20261122));

    Sample {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("A sample of " + percent + " percent.");
        }
    }

    boolean isWhole() {
        return percent == 100;
    }

    /** Those that are run, in the order in which they were. */
    List<Homes.Case> of(List<Homes.Case> cases) {
        Map<String, List<Homes.Case>> places = cases.stream().collect(Collectors.groupingBy(Homes.Case::place, HashMap::new, Collectors.toList()));
        Set<Homes.Case> drawn = new HashSet<>();
        places.values().forEach(ways -> ways.stream().sorted(Comparator.comparingLong(this::lot).thenComparing(Homes.Case::toString))
                .limit(Math.ceilDiv(ways.size() * percent, 100)).forEach(drawn::add));
        return cases.stream().filter(drawn::contains).toList();
    }

    /** It does not depend on what other cases there are, which are not the same in each run. */
    private long lot(Homes.Case each) {
        return new SplittableRandom(seed + each.toString().hashCode()).nextLong();
    }
}
