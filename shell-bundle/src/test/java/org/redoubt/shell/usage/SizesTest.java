package org.redoubt.shell.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A size on the command line")
final class SizesTest {

    @Test
    @DisplayName("is a number of bytes, or of a power of 1024")
    void sizes() throws Exception {
        assertEquals(0, Sizes.bytes("--x", "0"));
        assertEquals(500, Sizes.bytes("--x", "500"));
        assertEquals(10L << 20, Sizes.bytes("--x", "10M"));
        assertEquals(2L << 30, Sizes.bytes("--x", "2GiB"));
        assertEquals(1L << 40, Sizes.bytes("--x", "1tb"));
        assertEquals(7L << 10, Sizes.bytes("--x", " 7k "));
    }

    @Test
    @DisplayName("is refused in any other form, and when it is more than a number can hold")
    void nonsense() {
        for (String text : List.of("", "-1", "1.5G", "G", "10 M", "10X", "99999999999T", "9999999999999999999")) {
            assertThrows(UsageException.class, () -> Sizes.bytes("--x", text), text);
        }
    }
}
