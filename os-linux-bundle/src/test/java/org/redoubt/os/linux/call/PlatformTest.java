package org.redoubt.os.linux.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformTest {

    @Test
    void callsAreMadeOnLinuxOnMachinesThatAreKnown() {
        assertEquals(Optional.empty(), Platform.obstacle("Linux", "amd64"));
        assertEquals(Optional.empty(), Platform.obstacle("Linux", "aarch64"));
        assertEquals(Optional.empty(), Platform.obstacle());
    }

    @Test
    void elsewhereTheReasonIsTold() {
        assertEquals(Optional.of("this is Mac OS X and not Linux"), Platform.obstacle("Mac OS X", "aarch64"));
        assertEquals(Optional.of("the system calls of riscv64 are not known"), Platform.obstacle("Linux", "riscv64"));
    }
}
