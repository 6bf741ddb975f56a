package org.redoubt.api.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
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

    @Test
    void whoGoesOnWarnsOfIt() {
        List<String> said = new ArrayList<>();
        Logger log = new Logger() {
            @Override
            public String getName() {
                return "test";
            }

            @Override
            public boolean isLoggable(Level level) {
                return true;
            }

            @Override
            public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
                said.add(level + " " + message);
            }

            @Override
            public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
                said.add(level + " " + format);
            }
        };
        UnknownSettings.warn(log, "org.example", Map.of("freeze", "x"), Example.class);
        assertEquals(List.of(), said);
        UnknownSettings.warn(log, "org.example", Map.of("freze", "x"), Example.class);
        assertEquals(List.of("WARNING The configuration org.example is used as far as it is understood. There is no setting \"freze\"; there are budget, freeze."), said);
    }
}
