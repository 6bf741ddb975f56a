package org.redoubt.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.redoubt.api.protection.MainsLimit;

class PluginFactsTest {

    private static PluginFacts limited(Object value) {
        return PluginFacts.of(Map.of("redoubt.resource.type", "T", MainsLimit.PROPERTY, value));
    }

    @Test
    void aPluginMayLimitItsOwnMains() {
        assertEquals(OptionalInt.of(3), limited(3).mains());
        assertEquals(OptionalInt.of(3), limited("3").mains());
        assertEquals(OptionalInt.empty(), PluginFacts.of(Map.of("redoubt.resource.type", "T")).mains());
        assertEquals(Optional.empty(), limited(3).fault());
    }

    @Test
    void aLimitThatIsNoneIsNamed() {
        for (Object value : List.of(0, -1, "many", "")) {
            assertTrue(limited(value).fault().orElseThrow().contains(MainsLimit.PROPERTY), value.toString());
        }
    }
}
