package org.redoubt.shell.usage;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as they are typed. */
public final class Sizes {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})([KMGT]?)(I?B)?");
    private static final String UNITS = "KMGT";

    private Sizes() {
    }

    /**
     * A number of bytes: {@code 500}, {@code 10M}, {@code 2GiB}; units are powers of 1024.
     *
     * @param option the option, to be named
     * @param text what was typed
     */
    public static long bytes(String option, String text) throws UsageException {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        try {
            if (matcher.matches()) {
                int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
                return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << 10 * power);
            }
        } catch (ArithmeticException tooMuch) {
            throw new UsageException("`" + option + " " + text + "` is more than any bank holds.", "Type less.");
        }
        throw new UsageException("`" + option + " " + text + "` is no size.", "Type one such as 500M or 10G.");
    }
}
