package org.redoubt.engine.provider;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.redoubt.api.settings.UnknownSettings;
import org.redoubt.engine.rate.Limits;
import org.redoubt.engine.rate.Rate;

/**
 * A provider as somebody configured it, which may be wrong.
 *
 * @param name its name; empty if there is none
 * @param bank the name of its bank
 * @param plugins the text of the filter
 * @param description a sentence for people
 * @param graceDays for how many days what is deleted can be undeleted
 * @param retainDays for how many days the bank retains data; 0 for none
 * @param readRate what may come from the bank in a second
 * @param writeRate what may go to it
 * @param replicaOf the provider whose vault its bank has; empty for none
 * @param unknown what else is configured, which nobody reads
 */
record ProviderSetting(String name, String bank, String plugins, String description, String graceDays, String retainDays, String readRate, String writeRate,
        String replicaOf, Optional<String> unknown) {

    static ProviderSetting of(ProviderConfig config, Map<String, Object> properties) {
        return new ProviderSetting(text(config.name()), text(config.bank()), text(config.plugins()), text(config.description()),
                text(config.graceDays()), text(config.retainDays()), text(config.readRate()), text(config.writeRate()), text(config.replicaOf()),
                UnknownSettings.in(properties, ProviderConfig.class));
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    /** What is wrong with it, one sentence. */
    Optional<String> fault() {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
            return Optional.of("A provider is named with 1 to 64 letters, digits, \"_\", \".\" or \"-\", not \"" + name + "\".");
        }
        if (unknown.isPresent()) {
            return Optional.of("The provider \"" + name + "\" cannot be used as it is configured. " + unknown.get());
        }
        if (bank.isEmpty()) {
            return Optional.of("The configuration of the provider does not name a bank.");
        }
        if (days(graceDays).isEmpty()) {
            return Optional.of("The configuration of the provider has \"" + graceDays + "\" for graceDays, which is no number of days from 0 on.");
        }
        if (days(retainDays).isEmpty()) {
            return Optional.of("The configuration of the provider has \"" + retainDays + "\" for retainDays, which is no number of days from 0 on.");
        }
        Optional<String> rate = Stream.of(readRate, writeRate).filter(text -> Rate.parse(text).isEmpty()).findFirst();
        if (rate.isPresent()) {
            return Optional.of("The configuration of the provider has the rate \"" + rate.get() + "\", which is no number of bytes a second from 64K on, such as 20M.");
        }
        if (replicaOf.equals(name)) {
            return Optional.of("The configuration of the provider makes it a replica of itself.");
        }
        try {
            filter();
            return Optional.empty();
        } catch (InvalidSyntaxException e) {
            return Optional.of("The configuration of the provider has \"" + plugins + "\" for its plugins, which is no LDAP filter.");
        }
    }

    /** Sets what is configured; what is no rate changes nothing. */
    void apply(Limits limits) {
        Rate.parse(readRate).ifPresent(read -> Rate.parse(writeRate).ifPresent(write -> limits.set(read, write)));
    }

    private static Optional<Duration> days(String text) {
        return text.matches("[0-9]{1,5}") ? Optional.of(Duration.ofDays(Integer.parseInt(text))) : Optional.empty();
    }

    Duration grace() {
        return days(graceDays).orElseThrow();
    }

    Optional<Duration> retention() {
        return days(retainDays).filter(Duration::isPositive);
    }

    Optional<String> original() {
        return replicaOf.isEmpty() ? Optional.empty() : Optional.of(replicaOf);
    }

    Optional<Filter> filter() throws InvalidSyntaxException {
        return plugins.isEmpty() ? Optional.empty() : Optional.of(FrameworkUtil.createFilter(plugins));
    }
}
