package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a real runtime in the middle of each operation, at boundaries of hooks and at random moments, and looks at what the next one
 * makes of it. How many of each is said by system properties: a seeded sample in the plain build, all in that of the profile
 * {@code crash}.
 */
@DisplayName("A runtime that is killed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashIT {
    private static final int BOUNDARIES = Integer.getInteger("redoubt.crash.boundaries", 3);
    private static final int MOMENTS = Integer.getInteger("redoubt.crash.moments", 2);
    /** To look into one again: only boundaries with this text in their names. */
    private static final String ONLY = System.getProperty("redoubt.crash.only", "");
    private static final long SEED = Long.getLong("redoubt.crash.seed", 20261122);
    private static final int THOUSANDTHS = 1000;

    private Path temporary;
    private Path distribution;
    private final CrashReport report = new CrashReport(SEED);

    @BeforeAll
    void aDistributionWithAProbe(@TempDir Path folder) throws Exception {
        temporary = folder;
        distribution = ProbedDistribution.make(Path.of(System.getProperty("redoubt.distribution")), temporary.resolve("distribution"));
    }

    @AfterAll
    void writeTheReport() throws Exception {
        report.write();
    }

    @ParameterizedTest(name = "in the middle of a {0} leaves nothing that the next one does not put in order")
    @MethodSource
    void killed(String type) throws Exception {
        Random random = new Random(SEED + type.hashCode());
        try (Site site = Site.make(distribution, Files.createDirectory(temporary.resolve(type)), random)) {
            report.ground(site.estate().ground());
            Trial trial = new Trials(site).all().stream().filter(one -> one.type().equals(type)).findFirst().orElseThrow();
            List<String> words = trial.prepare();
            Set<String> before = site.operations();
            Map.Entry<List<String>, Duration> recorded = site.record(words);
            trial.examine(site.settled(before), true);
            for (Strike strike : strikes(recorded.getKey(), recorded.getValue(), random)) {
                try {
                    strike(site, trial, strike);
                } catch (Exception | AssertionError failed) {
                    throw new AssertionError("Killed " + strike + " of " + type + " (seed " + SEED + "): " + failed + "\n"
                            + site.lastWords(), failed);
                }
            }
        }
    }

    static List<String> killed() {
        return List.of(System.getProperty("redoubt.crash.operations", "protect,restore,verify,copy,delete").split(","));
    }

    private static List<Strike> strikes(List<String> boundaries, Duration took, Random random) {
        assertFalse(boundaries.isEmpty());
        List<String> some = new ArrayList<>(boundaries.stream().filter(boundary -> boundary.contains(ONLY)).toList());
        Collections.shuffle(some, random);
        List<Strike> strikes = new ArrayList<>();
        for (String boundary : some.subList(0, Math.min(BOUNDARIES, some.size()))) {
            strikes.add(Strike.at(boundary, strikes.size() % 3 != 2));
        }
        for (int moment = 0; moment < MOMENTS; moment++) {
            Duration after = took.multipliedBy(random.nextInt(THOUSANDTHS)).dividedBy(THOUSANDTHS);
            Optional<Duration> again = moment % 4 == 1 ? Optional.of(Duration.ofMillis(random.nextInt(THOUSANDTHS))) : Optional.empty();
            strikes.add(Strike.after(after, again, strikes.size() % 3 != 2));
        }
        return strikes;
    }

    private void strike(Site site, Trial trial, Strike strike) throws Exception {
        List<String> words = trial.prepare();
        Set<String> operations = site.operations();
        Set<String> servers = site.servers();
        SortedMap<String, String> estate = site.estate().picture();
        SortedMap<String, String> objects = site.objects();
        objects.keySet().removeIf(key -> !trial.untouched().test(key));
        long begun = System.nanoTime();

        site.strike(strike, words);
        var operation = site.settled(operations);
        site.await("everything is thawed", () -> !site.estate().isFrozen());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        for (var open : Site.objects(site.json("operations", "--open"), "operations")) {
            assertEquals(0, open.number("openUndoSteps").orElse(-1), open::toString);
        }
        assertEquals(estate, site.estate().picture());
        String outcome = trial.examine(operation, strike.goOn());
        assertEquals(List.of(), site.json("operations", "--open").array("operations"));
        assertEquals(servers, site.servers());
        assertEquals(estate, site.estate().picture());
        SortedMap<String, String> now = site.objects();
        now.keySet().retainAll(objects.keySet());
        assertEquals(objects, now);
        site.await("nothing is there in passing any more, but " + site.passing(), () -> site.passing().isEmpty());
        report.add(trial.type(), strike, outcome, took);
    }
}
