package org.redoubt.api.bank;

import java.util.Objects;

/**
 * The name of an object: parts separated by {@code /}. The characters are {@code A-Z a-z 0-9 _ . @ -}; no part is empty,
 * {@code .} or {@code ..}; a part has at most {@value #MAX_PART} bytes and a key at most {@value #MAX_LENGTH}. No key may be
 * a path prefix of another one in the same bank (a file system cannot hold both). Keys sort by their bytes, so {@code -} and
 * {@code .} come before {@code /}.
 */
public final class Key implements Comparable<Key> {
    /** How many bytes a part may have. */
    public static final int MAX_PART = 200;
    /** How many bytes a key may have. */
    public static final int MAX_LENGTH = 900;

    private final String text;

    private Key(String text) {
        this.text = text;
    }

    /**
     * A key from its text.
     *
     * @param text the key
     * @return the key
     * @throws IllegalArgumentException if the text breaks a rule above, in one sentence
     */
    public static Key of(String text) {
        check(text, "key");
        return new Key(text);
    }

    static void check(String text, String what) {
        Objects.requireNonNull(text, what);
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A " + what + " has 1 to " + MAX_LENGTH + " characters, not " + text.length() + ".");
        }
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/') {
                part(text, start, i, what);
                start = i + 1;
            } else if (!allowed(text.charAt(i))) {
                throw new IllegalArgumentException("The " + what + " \"" + text + "\" has a character that is not one of A-Z a-z 0-9 _ . @ - and /.");
            }
        }
    }

    private static boolean allowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '@' || c == '-';
    }

    private static void part(String text, int start, int end, String what) {
        String part = text.substring(start, end);
        if (part.isEmpty() || part.equals(".") || part.equals("..") || part.length() > MAX_PART) {
            throw new IllegalArgumentException("The " + what + " \"" + text + "\" has a part that is empty, \".\", \"..\" or longer than "
                    + MAX_PART + " characters.");
        }
    }

    /** The key below this one. */
    public Key resolve(String rest) {
        return of(text + "/" + rest);
    }

    /** The last part. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(Key other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text of the key. */
    @Override
    public String toString() {
        return text;
    }
}
