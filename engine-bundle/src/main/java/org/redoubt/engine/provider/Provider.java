package org.redoubt.engine.provider;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.Filter;

/**
 * A named pair: a bank, and the plugins that work with it.
 *
 * @param name its name
 * @param description a sentence for people; may be empty
 * @param bank the name of its bank
 * @param plugins a filter on the service properties of plugins; empty for all
 * @param grace how long what is deleted can be undeleted at least
 * @param retention how long the bank is to refuse to delete data
 * @param replicaOf the name of the provider whose vault its bank has as well
 */
public record Provider(String name, String description, String bank, Optional<Filter> plugins, Duration grace, Optional<Duration> retention,
        Optional<String> replicaOf) {
    /** The grace where nobody says otherwise. */
    public static final Duration GRACE = Duration.ofDays(7);

    /** Checks that all is there. */
    public Provider {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(bank);
        Objects.requireNonNull(plugins);
        Objects.requireNonNull(grace);
        Objects.requireNonNull(retention);
        Objects.requireNonNull(replicaOf);
    }

    /** One whose bank has a vault of its own, and retains nothing. */
    public Provider(String name, String description, String bank, Optional<Filter> plugins, Duration grace) {
        this(name, description, bank, plugins, grace, Optional.empty(), Optional.empty());
    }
}
