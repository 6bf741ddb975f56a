package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills real runtimes in the middle of each operation, at boundaries of hooks, in what takes back and at random moments, and looks
 * at what the next one makes of it. How often is said by system properties: a seeded sample in the plain build, at every
 * boundary in that of the profile {@code crash}. With a log, a run goes on where an earlier one was cut off.
 */
@DisplayName("A runtime that is killed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashIT {
    private static final long SEED = Long.getLong("redoubt.crash.seed", 20261122);
    private static final Rehearsal.Amount AMOUNT = new Rehearsal.Amount(Integer.getInteger("redoubt.crash.boundaries", 3),
            Integer.getInteger("redoubt.crash.undos", 2), Integer.getInteger("redoubt.crash.moments", 2));
    private static final Duration LIMIT = Duration.ofMinutes(Integer.getInteger("redoubt.crash.minutes", 600));
    /** To look into one again: only strikes with this text in their names. */
    private static final String ONLY = System.getProperty("redoubt.crash.only", "");

    private final CrashLog log = new CrashLog(Optional.of(System.getProperty("redoubt.crash.log", "")).filter(name -> !name.isEmpty()).map(Path::of));
    private final CrashReport report = new CrashReport(SEED, Path.of(System.getProperty("redoubt.crash.evidence", "target/crash-evidence")), log);

    @BeforeAll
    void kill(@TempDir Path temporary) throws Exception {
        Path distribution = ProbedDistribution.make(Path.of(System.getProperty("redoubt.distribution")), temporary.resolve("distribution"));
        try {
            new Campaign(distribution, temporary, new Random(SEED), LIMIT, report).run(operations(), AMOUNT, ONLY, log.entries());
        } finally {
            report.write(Path.of(System.getProperty("redoubt.crash.report", "target/crash-report.md")));
        }
    }

    @ParameterizedTest(name = "in the middle of a {0} leaves nothing that the next one does not put in order")
    @MethodSource("operations")
    void leavesNothing(String type) {
        assertEquals(List.of(), report.found(type));
    }

    static List<String> operations() {
        return List.of(System.getProperty("redoubt.crash.operations", "protect,restore,verify,copy,delete").split(","));
    }
}
