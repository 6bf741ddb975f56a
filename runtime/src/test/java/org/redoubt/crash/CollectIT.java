package org.redoubt.crash;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real runtimes over one bank: while one writes the other one deletes and collects, and one of the two is killed, or stopped and woken. After each round
 * everything that was said to be protected, and is not deleted, verifies to its last byte; the same while one repairs and is killed. How often is said by a
 * system property: a seeded sample in the plain build, 300 rounds in that of the profile {@code crash}.
 */
@DisplayName("A bank that is collected")
final class CollectIT {
    private static final long SEED = Long.getLong("redoubt.crash.seed", 20261122);
    private static final int ROUNDS = Integer.getInteger("redoubt.crash.collections", 4);
    /** In so many something was worth repacking. */
    private static final int MANY = 20;
    private static final int REPAIRS = Integer.getInteger("redoubt.crash.repairs", 1);

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    @DisplayName("keeps all that was acknowledged while another runtime writes there and one of the two is killed or stopped")
    void keepsAll(@TempDir Path temporary) throws Exception {
        CrashLog log = log("collect");
        int done = log.entries().size();
        Path distribution = Path.of(System.getProperty("redoubt.distribution"));
        try (Duo duo = Duo.make(distribution, temporary, new Random(SEED + done))) {
            long repacked = 0;
            for (int round = done; round < ROUNDS; round++) {
                repacked += new Round(duo, round, log).play();
            }
            duo.writer().runtime().kill();
            repacked += duo.collect();
            assertTrue(repacked > 0 || ROUNDS - done < MANY, "Nothing was repacked.");
            duo.proveAll();
        }
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    @DisplayName("keeps all that was acknowledged when who repairs it is killed while another runtime writes there")
    void isRepaired(@TempDir Path temporary) throws Exception {
        CrashLog log = log("repair");
        int done = log.entries().size();
        try (Duo duo = Duo.make(Path.of(System.getProperty("redoubt.distribution")), temporary, new Random(SEED + done))) {
            for (int round = done; round < REPAIRS; round++) {
                new RepairRound(duo, round, log).play();
            }
            duo.proveAll();
        }
    }

    private static CrashLog log(String name) throws Exception {
        CrashLog log = new CrashLog(Optional.of(System.getProperty("redoubt.crash.log", "")).filter(file -> !file.isEmpty())
                .map(file -> Path.of(file + "." + name)));
        assertFalse(log.entries().stream().anyMatch(CrashLog.Entry::found), "An earlier run has found something.");
        return log;
    }
}
