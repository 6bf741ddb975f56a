package org.redoubt.plugin.volume.tree;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One exclude pattern. A pattern without a slash, or with one at its end only, is held against the last name of an entry, at any
 * depth; any other against the whole path from the root of the volume. {@code *} is any text without a slash, {@code **}
 * as a whole name is any number of names, {@code ?} one character, {@code [abc]}, {@code [a-z]}, {@code [!a-z]} one of a set; a
 * backslash takes the next character as it is. A slash at the end restricts the pattern to directories. Case counts.
 * A directory that matches is left out with all that is in it.
 */
final class Glob {
    private final Pattern pattern;
    private final boolean directoriesOnly;

    private Glob(Pattern pattern, boolean directoriesOnly) {
        this.pattern = pattern;
        this.directoriesOnly = directoriesOnly;
    }

    /**
     * @throws IllegalArgumentException if the text is no pattern; the message is a sentence
     */
    static Glob of(String text) {
        boolean directories = text.endsWith("/");
        String body = directories ? text.substring(0, text.length() - 1) : text;
        boolean anchored = body.indexOf('/') >= 0;
        body = body.startsWith("/") ? body.substring(1) : body;
        if (body.isEmpty()) {
            throw new IllegalArgumentException("The exclude pattern \"" + text + "\" names nothing.");
        }
        String regex = (anchored ? "" : "(?:.*/)?") + new Translation(text, body).regex();
        return new Glob(Pattern.compile(regex, Pattern.DOTALL), directories);
    }

    /** Whether an entry matches. */
    boolean matches(String path, boolean directory) {
        return (directory || !directoriesOnly) && pattern.matcher(path).matches();
    }

    /** Turns the text of a pattern into a regular expression, character by character. */
    private static final class Translation {
        private final String whole;
        private final String body;
        private final StringBuilder out = new StringBuilder();
        private int at;

        Translation(String whole, String body) {
            this.whole = whole;
            this.body = body;
        }

        String regex() {
            while (at < body.length()) {
                if (atDoubleStar()) {
                    doubleStar();
                } else {
                    one(body.codePointAt(at));
                }
            }
            return out.toString();
        }

        private boolean atDoubleStar() {
            boolean begins = at == 0 || body.charAt(at - 1) == '/';
            return begins && (body.startsWith("**/", at) || body.substring(at).equals("**"));
        }

        private void doubleStar() {
            boolean last = at + 2 >= body.length();
            out.append(last ? ".*" : "(?:.*/)?");
            at += last ? 2 : 3;
        }

        private void one(int character) {
            at += Character.charCount(character);
            switch (character) {
                case '*' -> out.append("[^/]*");
                case '?' -> out.append("[^/]");
                case '[' -> set();
                case '\\' -> escaped();
                default -> literal(character);
            }
        }

        private void escaped() {
            if (at == body.length()) {
                throw new IllegalArgumentException("The exclude pattern \"" + whole + "\" ends in a backslash that has nothing to escape.");
            }
            int character = body.codePointAt(at);
            at += Character.charCount(character);
            literal(character);
        }

        private void set() {
            boolean negated = at < body.length() && (body.charAt(at) == '!' || body.charAt(at) == '^');
            int start = negated ? at + 1 : at;
            int end = body.indexOf(']', start + 1);
            if (end < 0 || body.substring(start, end).indexOf('/') >= 0) {
                throw new IllegalArgumentException("The exclude pattern \"" + whole + "\" has a \"[\" without its \"]\".");
            }
            String members = body.substring(start, end).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
            try {
                Pattern.compile("[" + members + "]");
            } catch (PatternSyntaxException notASet) {
                throw new IllegalArgumentException("The exclude pattern \"" + whole + "\" has a set that runs backwards.", notASet);
            }
            out.append(negated ? "(?!/)[^" : "(?!/)[").append(members).append(']');
            at = end + 1;
        }

        private void literal(int character) {
            out.append(Pattern.quote(Character.toString(character)));
        }
    }
}
