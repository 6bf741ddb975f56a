package org.redoubt.engine.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates as they are written in a configuration. */
class RateTest {
    @ParameterizedTest
    @CsvSource({"65536, 65536", "64K, 65536", "20M, 20971520", "20 MiB/s, 20971520", "1g, 1073741824", "2TB, 2199023255552"})
    void aNumberOfBytesMayHaveAUnit(String text, long bytes) {
        assertEquals(Optional.of(new Rate(bytes)), Rate.parse(text));
    }

    @Test
    void nothingIsNoLimit() {
        assertEquals(Optional.of(Rate.UNLIMITED), Rate.parse("  "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65535", "-1", "fast", "20 M M", "1.5M", "M", "999999999999999999T"})
    void whatIsNoRateOrTooLittleIsNone(String text) {
        assertEquals(Optional.empty(), Rate.parse(text));
    }
}
