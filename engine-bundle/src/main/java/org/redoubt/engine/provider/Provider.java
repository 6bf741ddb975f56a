package org.redoubt.engine.provider;

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
 */
public record Provider(String name, String description, String bank, Optional<Filter> plugins) {
    /** Checks that all is there. */
    public Provider {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(bank);
        Objects.requireNonNull(plugins);
    }
}
