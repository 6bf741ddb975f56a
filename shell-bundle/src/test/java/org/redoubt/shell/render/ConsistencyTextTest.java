package org.redoubt.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redoubt.api.checkpoint.Grade;

class ConsistencyTextTest {
    @Test
    void saysHowFarTheSnapshotsOfAGroupAreApart() {
        assertEquals("crash, 12 ms apart", ConsistencyText.of(Optional.of(Grade.CRASH), Optional.of(Duration.ofMillis(12)), 3));
        assertEquals("none, 1 min 2 s apart", ConsistencyText.of(Optional.of(Grade.NONE), Optional.of(Duration.ofSeconds(62)), 2));
    }

    @Test
    void aloneASnapshotIsApartFromNothing() {
        assertEquals("crash", ConsistencyText.of(Optional.of(Grade.CRASH), Optional.empty(), 2));
        assertEquals("crash", ConsistencyText.of(Optional.of(Grade.CRASH), Optional.of(Duration.ZERO), 1));
        assertEquals("-", ConsistencyText.of(Optional.empty(), Optional.empty(), 1));
    }
}
