package org.redoubt.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("For people")
final class HumanTest {

    @Test
    @DisplayName("bytes have binary units")
    void bytes() {
        assertEquals("0 B", Human.bytes(0));
        assertEquals("1023 B", Human.bytes(1023));
        assertEquals("1.0 KiB", Human.bytes(1024));
        assertEquals("1.5 GiB", Human.bytes(3L << 29));
        assertEquals("8.0 EiB", Human.bytes(Long.MAX_VALUE));
    }

    @Test
    @DisplayName("nothing in a text has an effect on their terminal")
    void texts() {
        assertEquals("a\\x1b[31mb\\x0ac\u00e9", Human.printable("a\u001b[31mb\nc\u00e9"));
    }

    @Test
    @DisplayName("what is copied from what was shown means the same")
    void textsAsTheyWereShown() {
        for (String text : new String[] {"a\u001b[31mb\nc\u00e9", "plain", "\u007f", "a\\x0ab", "\\x5cx0a", "a\nb\\x0a"}) {
            assertEquals(text, Human.meant(Human.printable(text)));
        }
        for (String itself : new String[] {"a\\x41", "a\\x0a\\xff", "a\\x00", "a\\x0A", "a\nb\\x0a"}) {
            assertEquals(itself, Human.meant(itself));
        }
    }

    @Test
    @DisplayName("times have two parts at the most")
    void durations() {
        assertEquals("7 ms", Human.duration(Duration.ofMillis(7)));
        assertEquals("1.5 s", Human.duration(Duration.ofMillis(1500)));
        assertEquals("2 min 5 s", Human.duration(Duration.ofSeconds(125)));
        assertEquals("3 h 0 min", Human.duration(Duration.ofHours(3)));
    }

    @Test
    @DisplayName("one thing is one, and all else are several")
    void counts() {
        assertEquals("1 resource", Human.count(1, "resource"));
        assertEquals("0 resources", Human.count(0, "resource"));
    }
}
