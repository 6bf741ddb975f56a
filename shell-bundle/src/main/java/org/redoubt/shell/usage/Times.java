package org.redoubt.shell.usage;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time and points in time as people write them. */
public final class Times {
    private static final Pattern LENGTH = Pattern.compile("(\\d+)(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    private Times() {
    }

    /** A duration such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}, or as in ISO 8601. */
    public static Duration duration(String option, String text) throws UsageException {
        Matcher simple = LENGTH.matcher(text);
        try {
            Duration length = simple.matches()
                    ? UNITS.get(simple.group(2)).multipliedBy(Long.parseLong(simple.group(1)))
                    : Duration.parse(text);
            if (length.isPositive()) {
                return length;
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            // Said below.
        }
        throw new UsageException("`" + option + "` cannot be `" + text + "`.",
                "A length of time is written like 500ms, 30s, 5m, 2h or 1d.");
    }

    /** A point in time: a date, a date and time of this place, an instant, or a length of time ago. */
    public static Instant instant(String option, String text, Instant now) throws UsageException {
        try {
            if (LENGTH.matcher(text).matches()) {
                return now.minus(duration(option, text));
            }
            if (text.endsWith("Z")) {
                return Instant.parse(text);
            }
            ZoneId here = ZoneId.systemDefault();
            return text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(here).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).atZone(here).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw new UsageException("`" + option + "` cannot be `" + text + "`.",
                    "A time is written like 2026-01-31, 2026-01-31T18:00, 2026-01-31T18:00:00.000Z, or 2h for two hours ago.");
        }
    }
}
