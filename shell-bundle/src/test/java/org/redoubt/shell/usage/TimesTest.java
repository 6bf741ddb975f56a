package org.redoubt.shell.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A time on the command line")
final class TimesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    @DisplayName("is a length with a unit, or as in ISO 8601")
    void durations() throws Exception {
        assertEquals(Duration.ofMillis(500), Times.duration("--x", "500ms"));
        assertEquals(Duration.ofSeconds(90), Times.duration("--x", "90s"));
        assertEquals(Duration.ofHours(2), Times.duration("--x", "2h"));
        assertEquals(Duration.ofDays(1), Times.duration("--x", "1d"));
        assertEquals(Duration.ofSeconds(10), Times.duration("--x", "PT10S"));
    }

    @Test
    @DisplayName("is an instant, a date, a date and time of this place, or so long ago")
    void instants() throws Exception {
        assertEquals(Instant.parse("2026-01-31T18:00:00.123Z"), Times.instant("--x", "2026-01-31T18:00:00.123Z", NOW));
        assertEquals(NOW.minus(Duration.ofHours(2)), Times.instant("--x", "2h", NOW));
        Instant local = LocalDateTime.parse("2026-01-31T18:00").atZone(ZoneId.systemDefault()).toInstant();
        assertEquals(local, Times.instant("--x", "2026-01-31T18:00", NOW));
        assertEquals(local, Times.instant("--x", "2026-01-31 18:00", NOW));
        assertEquals(local.minus(Duration.ofHours(18)), Times.instant("--x", "2026-01-31", NOW));
    }

    @Test
    @DisplayName("is refused in any other form")
    void refused() {
        for (String wrong : List.of("", "5", "0s", "-5s", "soon", "99999999999999999999s")) {
            assertThrows(UsageException.class, () -> Times.duration("--x", wrong), wrong);
        }
        for (String wrong : List.of("", "yesterday", "2026-13-01", "2026-01-31T25:00")) {
            assertThrows(UsageException.class, () -> Times.instant("--x", wrong, NOW), wrong);
        }
    }
}
