package org.redoubt.plugin.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Cuts a text into words as a shell would, and does nothing else that a shell does. */
final class Words {
    private final String text;
    private final IntPredicate separator;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private Words(String text, IntPredicate separator) {
        this.text = text;
        this.separator = separator;
    }

    /**
     * The words of a command: separated by white space, except in single or double quotes or behind a backslash.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> ofCommand(String text) {
        return new Words(text, Character::isWhitespace).cut();
    }

    /**
     * The elements of a list: separated by commas, except in quotes; white space around them does not count.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> ofList(String text) {
        return new Words(text, c -> c == ',').cut().stream().map(String::strip).filter(element -> !element.isEmpty()).toList();
    }

    /** A text that {@link #ofCommand} and {@link #ofList} take for one word. */
    static String quote(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private List<String> cut() {
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && separator.test(c)) {
                end();
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                inWord = true;
            } else {
                i = c == '\\' && quote != '\'' && i + 1 < text.length() ? i + 1 : i;
                word.append(text.charAt(i));
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("A quote is not closed in: " + text);
        }
        end();
        return words;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
