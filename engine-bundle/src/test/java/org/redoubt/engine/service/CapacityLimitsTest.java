package org.redoubt.engine.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CapacityLimitsTest {
    @Test
    void theExactNameWinsThenTheLongestBeginning() {
        CapacityLimits limits = CapacityLimits.of("host:h1=4, host:*=2,host:old*=1", "bank:*=8");
        assertEquals(4, limits.applyAsInt("host:h1"));
        assertEquals(2, limits.applyAsInt("host:h2"));
        assertEquals(1, limits.applyAsInt("host:old1"));
        assertEquals(8, limits.applyAsInt("bank:b"));
        assertEquals(Integer.MAX_VALUE, limits.applyAsInt("tape"));
    }

    @Test
    void whatMakesNoSenseIsLeftOutAndTheRestHolds() {
        CapacityLimits limits = CapacityLimits.of("host:a=0", "host:b=-1", "host:c", "=3", "host:d=many", "", "*=5");
        for (String name : new String[] {"host:a", "host:b", "host:c", "host:d", ""}) {
            assertEquals(5, limits.applyAsInt(name));
        }
    }
}
