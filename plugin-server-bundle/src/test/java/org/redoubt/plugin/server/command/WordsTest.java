package org.redoubt.plugin.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @Test
    void aCommandIsCutAtWhiteSpaceExceptInQuotesAndBehindABackslash() {
        assertEquals(List.of("a", "b c", "d'e", "f g", "", "h\"i"), Words.ofCommand("  a 'b c' \"d'e\" f\\ g '' \"h\\\"i\" "));
    }

    @Test
    void nothingOfAShellIsUnderstood() {
        assertEquals(List.of("a;b", "$HOME", "*", "|", "`c`"), Words.ofCommand("a;b $HOME * | `c`"));
    }

    @Test
    void aListIsCutAtCommas() {
        assertEquals(List.of("/srv/a b", "/srv/c,d", "/srv/e"), Words.ofList(" /srv/a b , \"/srv/c,d\",, /srv/e"));
        assertEquals(List.of(), Words.ofList(" "));
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Words.ofCommand("echo 'hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", "with,comma", "with\"quote", "with\\backslash", "with'single", " "})
    void whatIsQuotedIsOneWordAgain(String word) {
        assertEquals(List.of(word), Words.ofCommand(Words.quote(word)));
    }
}
