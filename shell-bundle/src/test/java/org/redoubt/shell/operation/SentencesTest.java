package org.redoubt.shell.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sentences on a failure")
final class SentencesTest {
    private final Sentences sentences = new Sentences();

    @Test
    @DisplayName("say of one thing the first few, and how many more there are")
    void theFirstFew() {
        for (int i = 1; i <= 1000; i++) {
            sentences.tell("T#a", "T#a: piece no. " + i + " is lost.");
        }
        sentences.tell("T#b", "T#b: one piece is lost.");
        assertEquals(List.of("T#a: piece no. 1 is lost.", "T#a: piece no. 2 is lost.", "T#a: piece no. 3 is lost.",
                "T#b: one piece is lost.", "T#a: and 997 more; `--json` lists them."), sentences.all());
    }

    @Test
    @DisplayName("say nothing twice")
    void nothingTwice() {
        sentences.tell("The disk is full.");
        sentences.tell("T#a", "The disk is full.");
        assertEquals(List.of("The disk is full."), sentences.all());
    }
}
