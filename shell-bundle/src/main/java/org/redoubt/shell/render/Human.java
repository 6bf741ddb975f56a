package org.redoubt.shell.render;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people read them. */
public final class Human {
    private static final Pattern CONTROL = Pattern.compile("\\\\x([01][0-9a-f]|5c|7f)");
    /** Only what is no text is shown with these, and then byte by byte; whoever reads paths knows that. */
    private static final Pattern BYTE = Pattern.compile("\\\\x[89a-f][0-9a-f]");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Human() {
    }

    /** A number of bytes, with binary units. */
    public static String bytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** A length of time with two parts at the most. */
    public static String duration(Duration length) {
        long seconds = length.toSeconds();
        if (length.toMillis() < 1000) {
            return length.toMillis() + " ms";
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** A length of time as a clock that counts up shows it. */
    public static String clock(Duration length) {
        return length.toHours() == 0
                ? String.format(Locale.ROOT, "%d:%02d", length.toMinutes(), length.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d:%02d", length.toHours(), length.toMinutesPart(), length.toSecondsPart());
    }

    /** A point in time at this place, to the second. */
    public static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** A number with its noun. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A text for a terminal, on which nothing in it has an effect. */
    public static String printable(String text) {
        // What has these letters in itself is not to be taken for what is shown with them.
        String plain = BYTE.matcher(text).find() ? text
                : CONTROL.matcher(text).replaceAll(found -> Matcher.quoteReplacement("\\x5c" + found.group().substring(1)));
        StringBuilder out = new StringBuilder(text.length());
        plain.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /**
     * What was meant by a text that was copied from where {@link #printable} has shown it.
     *
     * @return the text itself where it is no such copy
     */
    public static String meant(String shown) {
        if (BYTE.matcher(shown).find()) {
            return shown;
        }
        String meant = CONTROL.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
        return meant.indexOf('\0') < 0 && printable(meant).equals(shown) ? meant : shown;
    }
}
