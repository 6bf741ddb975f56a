package org.redoubt.plugin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime freezes, and cannot thaw any more. */
class WatchdogTest {
    private static final int LONGER_THAN_ANYBODY_WAITS = 3600;

    @TempDir
    private Path place;
    private Path storage;
    private Path frozen;

    @BeforeEach
    void aPlace() throws IOException {
        storage = place.resolve("storage");
        frozen = place.resolve("it is frozen");
        Files.createDirectory(place.resolve("volume"));
    }

    private Optional<KilledRuntime> frozenFor(int seconds) throws IOException {
        return KilledRuntime.start(storage, place.resolve("volume"), "touch '" + frozen + "'", "rm '" + frozen + "'", seconds);
    }

    private KilledRuntime frozen() throws IOException {
        KilledRuntime runtime = frozenFor(LONGER_THAN_ANYBODY_WAITS).orElseThrow();
        assertTrue(Files.exists(frozen));
        return runtime;
    }

    private void awaitThaw() throws Exception {
        House.until("the thaw", () -> Files.notExists(frozen));
    }

    @Test
    void givenAKilledRuntimeThenTheServerIsThawedAlthoughOtherProcessesOfItLiveOn() throws Exception {
        try (KilledRuntime runtime = frozen()) {
            runtime.kill();

            awaitThaw();

            assertEquals(9, runtime.children().stream().filter(ProcessHandle::isAlive).count());
        }
    }

    @Test
    void givenARuntimeKilledWithItsProcessGroupThenTheServerIsThawedAndTheNextRuntimeHearsOfIt() throws Exception {
        try (KilledRuntime runtime = frozen()) {
            runtime.killGroup();

            awaitThaw();
            House.until("a trace", () -> traces().equals(List.of("thawed", "web")));
            try (House next = new House(storage)) {
                next.driver();
                assertEquals(List.of(), traces());
            }
        }
    }

    private List<String> traces() throws IOException {
        try (Stream<Path> files = Files.walk(storage)) {
            List<Path> traces = files.filter(path -> path.toString().endsWith(".trace")).toList();
            return traces.isEmpty() ? List.of() : Files.readAllLines(traces.getFirst());
        }
    }

    @Test
    void givenARuntimeThatStandsStillThenTheServerIsThawedAtTheEndOfItsTime() throws Exception {
        // A busy machine may take longer than that to freeze at all.
        int seconds = 3;
        Optional<KilledRuntime> held = frozenFor(seconds);
        while (held.isEmpty() && seconds < 60) {
            seconds *= 4;
            held = frozenFor(seconds);
        }
        try (KilledRuntime runtime = held.orElseThrow()) {
            runtime.halt();

            awaitThaw();
        }
    }
}
