package org.redoubt.api.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {
    private @interface Example {
        String freeze();

        int budget() default 0;
    }

    @Test
    void whatIsReadIsPassedOver() {
        assertEquals(Optional.empty(), UnknownSettings.in(Map.of("freeze", "x", "budget", 1), Example.class));
        assertEquals(Optional.empty(), UnknownSettings.in(Map.of(), Example.class));
    }

    @Test
    void namesOfTheFrameworkArePassedOver() {
        assertEquals(Optional.empty(), UnknownSettings.in(Map.of("service.pid", "a", "felix.fileinstall.filename", "b", ".secret", "c"), Example.class));
    }

    @Test
    void whatNobodyReadsIsNamed() {
        assertEquals(Optional.of("There is no setting \"freze\"; there are budget, freeze."), UnknownSettings.in(Map.of("freze", "x"), Example.class));
        assertEquals(Optional.of("There are no settings \"Freeze\", \"freze\"; there are budget, freeze."),
                UnknownSettings.in(Map.of("freze", "x", "Freeze", "y", "freeze", "z"), Example.class));
    }
}
