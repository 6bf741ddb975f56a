package org.redoubt.plugin.volume.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.os.linux.file.LinuxFiles;

/** Everything is read again now and then, a little each day. */
class TrustTest {
    private static final int FILES = 2000;
    private static final int DAYS = 100;

    @TempDir
    private Path scratch;
    private final Instant start = Instant.now().plus(Duration.ofHours(1));
    private FileStatus old;

    @BeforeEach
    void makeFile() throws Exception {
        Files.writeString(scratch.resolve("a"), "a");
        try (Directory directory = new LinuxFiles().openDirectory(scratch)) {
            old = directory.child("a".getBytes(StandardCharsets.UTF_8)).status();
        }
    }

    /** How many scans, each so long after the one before, read a file again. */
    private int reads(int file, Duration apart, int scans) {
        byte[] name = ("folder/file " + file).getBytes(StandardCharsets.UTF_8);
        return (int) IntStream.range(0, scans)
                .filter(scan -> !new Trust(start.plus(apart.multipliedBy(scan)), start.plus(apart.multipliedBy(scan + 1L)), DAYS).covers(name, old)).count();
    }

    @ParameterizedTest(name = "every {0} hours")
    @ValueSource(ints = {1, 7, 24, 7 * 24, 30 * 24, 100 * 24})
    void howeverOftenItIsScannedEachFileIsReadOnceInSoManyDays(int hours) {
        int scans = 10 * DAYS * 24 / hours;
        for (int file = 0; file < 50; file++) {
            int reads = reads(file, Duration.ofHours(hours), scans);
            assertTrue(Math.abs(reads - 10) <= 1, "file " + file + ": " + reads);
        }
    }

    @Test
    void whoScansSeldomReadsAllEachTime() {
        assertEquals(5, reads(1, Duration.ofDays(DAYS + 50), 5));
    }

    @Test
    void eachDayHasItsShare() {
        for (int day = 0; day < DAYS; day++) {
            Trust trust = new Trust(start.plus(Duration.ofDays(day)), start.plus(Duration.ofDays(day + 1)), DAYS);
            long due = IntStream.range(0, FILES).filter(file -> !trust.covers(("folder/file " + file).getBytes(StandardCharsets.UTF_8), old)).count();
            assertTrue(due >= 2 && due <= 60, "day " + day + ": " + due);
        }
    }

    @Test
    void nothingIsReadTwiceADayOrWhenTheClockGoesBackOrIfThatIsNotWanted() {
        assertEquals(0, IntStream.range(0, FILES).map(file -> reads(file, Duration.ofMillis(1), 1)).sum());
        assertEquals(0, IntStream.range(0, FILES).map(file -> reads(file, Duration.ofDays(-3), 1)).sum());
        assertTrue(new Trust(start, start.plus(Duration.ofDays(1000)), 0).covers(new byte[] {'a'}, old));
    }

    @Test
    void whatHasChangedSinceTheLastScanIsReadAlways() {
        assertEquals(false, new Trust(old.modified(), start, 0).covers(new byte[] {'a'}, old));
    }
}
