package org.redoubt.engine.provider;

import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * A provider as somebody configured it, which may be wrong.
 *
 * @param name its name; empty if there is none
 * @param bank the name of its bank
 * @param plugins the text of the filter
 * @param description a sentence for people
 * @param graceDays for how many days what is deleted can be undeleted
 */
record ProviderSetting(String name, String bank, String plugins, String description, int graceDays) {

    static ProviderSetting of(ProviderConfig config) {
        return new ProviderSetting(text(config.name()), text(config.bank()), text(config.plugins()), text(config.description()),
                config.graceDays());
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    /** What is wrong with it, one sentence. */
    Optional<String> fault() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
            return Optional.of("A provider is named with 1 to 64 letters, digits, \"_\", \".\" or \"-\", not \"" + name + "\".");
        }
        if (bank.isEmpty()) {
            return Optional.of("The configuration of the provider does not name a bank.");
        }
        if (graceDays < 0) {
            return Optional.of("The configuration of the provider has a grace of " + graceDays + " days, which is less than none.");
        }
        try {
            filter();
            return Optional.empty();
        } catch (InvalidSyntaxException e) {
            return Optional.of("The configuration of the provider has \"" + plugins + "\" for its plugins, which is no LDAP filter.");
        }
    }

    Duration grace() {
        return Duration.ofDays(graceDays);
    }

    Optional<Filter> filter() throws InvalidSyntaxException {
        return plugins.isEmpty() ? Optional.empty() : Optional.of(FrameworkUtil.createFilter(plugins));
    }
}
