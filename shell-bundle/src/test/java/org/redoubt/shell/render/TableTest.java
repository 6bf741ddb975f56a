package org.redoubt.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table")
final class TableTest {
    private final Table table = new Table("NAME", ">SIZE").row("one", "10 B").row("another", "9 B");

    private static String printed(Table table) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        table.print(new PrintStream(out), "Nothing.");
        return out.toString();
    }

    @Test
    @DisplayName("has columns as wide as what stands in them, and numbers to the right")
    void columns() {
        assertEquals("NAME     SIZE\none      10 B\nanother   9 B\n", printed(table));
        assertEquals("Nothing.\n", printed(new Table("NAME")));
    }

    @Test
    @DisplayName("shows what would break its lines")
    void controls() {
        assertEquals("NAME\n/a\\x0ab\n", printed(new Table("NAME").row("/a\nb")));
    }

    @Test
    @DisplayName("fits where its longest line does")
    void width() {
        assertTrue(table.fits(13));
        assertFalse(table.fits(12));
    }
}
