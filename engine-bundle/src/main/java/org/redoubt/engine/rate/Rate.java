package org.redoubt.engine.rate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes may pass in a second.
 *
 * @param bytesPerSecond so many
 */
public record Rate(long bytesPerSecond) {
    /** All that come. */
    public static final Rate UNLIMITED = new Rate(Long.MAX_VALUE);
    /** Below this, moving a single pack would take so long that it could not be told from a bank that hangs. */
    public static final long LEAST = 64 << 10;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\s*([KMGT]?)(I?B)?(/S)?");
    private static final String UNITS = "KMGT";

    /** The rate that a text such as {@code 20M} stands for, in powers of 1024; nothing stands for no limit. Empty if it stands for none. */
    public static Optional<Rate> parse(String text) {
        if (text.isBlank()) {
            return Optional.of(UNLIMITED);
        }
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        double bytes = Double.parseDouble(matcher.group(1)) * (1L << 10 * power);
        return bytes < LEAST || bytes > Long.MAX_VALUE ? Optional.empty() : Optional.of(new Rate((long) bytes));
    }

    /** How many nanoseconds some bytes take. */
    long nanos(long bytes) {
        return this.equals(UNLIMITED) ? 0 : (long) (bytes * 1e9 / bytesPerSecond);
    }
}
