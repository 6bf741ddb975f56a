package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static final Homes.Deed NOTHING = home -> { };
    /** The first place in one way, the second in two, and so on. */
    private final List<Homes.Case> cases = IntStream.rangeClosed(1, 9).boxed()
            .flatMap(place -> IntStream.range(0, place).mapToObj(way -> new Homes.Case("place " + place, "way " + way, NOTHING))).toList();

    private static Object places(List<Homes.Case> cases) {
        return cases.stream().collect(Collectors.groupingBy(Homes.Case::place, Collectors.counting()));
    }

    @Test
    void aQuarterHasEachPlaceAndNeverFewerThanAQuarterOfItsWays() {
        List<Homes.Case> some = new Sample(25, 1).of(cases);
        assertEquals(places(cases.stream().filter(each -> Integer.parseInt(each.way().substring(4)) % 4 == 0).toList()), places(some));
        assertEquals(cases.stream().filter(new HashSet<>(some)::contains).toList(), some);
    }

    @Test
    void theWholeHasAll() {
        assertEquals(cases, Sample.WHOLE.of(cases));
        assertEquals(cases, new Sample(100, 7).of(cases));
    }

    @Test
    void oneSeedDrawsTheSameInAnyOrderAndAnotherOneOthers() {
        List<Homes.Case> shuffled = new ArrayList<>(cases);
        Collections.shuffle(shuffled, new Random(5));
        assertEquals(new HashSet<>(new Sample(25, 1).of(cases)), new HashSet<>(new Sample(25, 1).of(shuffled)));
        assertNotEquals(new Sample(25, 1).of(cases), new Sample(25, 2).of(cases));
    }
}
