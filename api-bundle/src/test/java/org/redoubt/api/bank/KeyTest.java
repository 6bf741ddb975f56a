package org.redoubt.api.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/.", "a b", "a\\b", "a:b", "\u00e4", "a\n", "a\0"})
    void aKeyThatCouldLeadElsewhereIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Key.of(text));
    }

    @Test
    void partsAndKeysHaveALongestLength() {
        Key.of("a".repeat(Key.MAX_PART));
        assertThrows(IllegalArgumentException.class, () -> Key.of("a".repeat(Key.MAX_PART + 1)));
        assertThrows(IllegalArgumentException.class, () -> Key.of("a/".repeat(Key.MAX_LENGTH / 2) + "a"));
    }

    @Test
    void keysSortByTheirBytes() {
        assertTrue(Key.of("a-b").compareTo(Key.of("a/b")) < 0);
        assertTrue(Key.of("a.b").compareTo(Key.of("a/b")) < 0);
        assertTrue(Key.of("a/b").compareTo(Key.of("a0")) < 0);
    }

    @Test
    void aPrefixIsWholeParts() {
        Prefix prefix = Prefix.of("a/b");
        assertTrue(prefix.contains(Key.of("a/b/c")));
        assertFalse(prefix.contains(Key.of("a/b")));
        assertFalse(prefix.contains(Key.of("a/bc")));
        assertEquals("c/d", prefix.relative(Key.of("a/b/c/d")));
        assertTrue(Prefix.ALL.contains(Key.of("x")));
    }
}
