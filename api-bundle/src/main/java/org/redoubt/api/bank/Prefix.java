package org.redoubt.api.bank;

/**
 * The whole parts that keys begin with: {@code a/b} stands for {@code a/b/c} but not for {@code a/bc}; the empty prefix for
 * every key.
 */
public final class Prefix {
    /** The prefix of every key. */
    public static final Prefix ALL = new Prefix("");

    private final String text;

    private Prefix(String text) {
        this.text = text;
    }

    /**
     * A prefix from its text, by the same rules as a {@link Key}, without a slash at the end; or the empty one.
     *
     * @param text the parts
     * @return the prefix
     * @throws IllegalArgumentException if the text breaks a rule
     */
    public static Prefix of(String text) {
        if (text.isEmpty()) {
            return ALL;
        }
        Key.check(text, "prefix");
        return new Prefix(text);
    }

    /** A longer prefix. */
    public Prefix resolve(String rest) {
        return of(text.isEmpty() ? rest : text + "/" + rest);
    }

    /** The key below this prefix. */
    public Key key(String rest) {
        return Key.of(text.isEmpty() ? rest : text + "/" + rest);
    }

    /** Whether a key lies below. */
    public boolean contains(Key key) {
        String name = key.toString();
        return text.isEmpty() || name.length() > text.length() && name.charAt(text.length()) == '/' && name.startsWith(text);
    }

    /** What follows this prefix in a key that lies below it. */
    public String relative(Key key) {
        if (!contains(key)) {
            throw new IllegalArgumentException(key + " does not lie below " + this);
        }
        return text.isEmpty() ? key.toString() : key.toString().substring(text.length() + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prefix that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text, without a slash at the end. */
    @Override
    public String toString() {
        return text;
    }
}
