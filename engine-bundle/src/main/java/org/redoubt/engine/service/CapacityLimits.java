package org.redoubt.engine.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * How many hooks may hold a capacity at the same time, by its name: what an entry with exactly this name says, else the one with the
 * longest beginning that ends with {@code *}, else no limit. Immutable.
 */
final class CapacityLimits implements ToIntFunction<String> {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.service");
    private static final String ANY = "*";

    private final Map<String, Integer> limits;

    private CapacityLimits(Map<String, Integer> limits) {
        this.limits = Map.copyOf(limits);
    }

    /** Reads {@code NAME=LIMIT}, several separated by commas; what makes no sense is told in the log and left out. */
    static CapacityLimits of(String... texts) {
        Map<String, Integer> limits = new HashMap<>();
        for (String entry : String.join(",", texts).split(",")) {
            int equals = entry.lastIndexOf('=');
            String limit = entry.substring(equals + 1).strip();
            if (equals > 0 && limit.matches("[1-9][0-9]{0,8}")) {
                limits.put(entry.substring(0, equals).strip(), Integer.parseInt(limit));
            } else if (!entry.isBlank()) {
                LOG.log(Level.WARNING, "The limit of a capacity \"{0}\" is left out: it is not of the form NAME=LIMIT with a limit of at least 1.",
                        entry.strip());
            }
        }
        return new CapacityLimits(limits);
    }

    @Override
    public int applyAsInt(String name) {
        Integer found = limits.get(name);
        for (int length = name.length(); found == null && length >= 0; length--) {
            found = limits.get(name.substring(0, length) + ANY);
        }
        return found == null ? Integer.MAX_VALUE : found;
    }
}
