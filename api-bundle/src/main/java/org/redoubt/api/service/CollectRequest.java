package org.redoubt.api.service;

import java.util.Objects;
import org.redoubt.api.vault.CollectOptions;

/** A request to collect the bank of a provider. Immutable. */
public final class CollectRequest {
    private final String provider;
    private final boolean withoutGrace;
    private final CollectOptions options;

    private CollectRequest(String provider, boolean withoutGrace, CollectOptions options) {
        this.provider = Objects.requireNonNull(provider);
        this.withoutGrace = withoutGrace;
        this.options = Objects.requireNonNull(options);
    }

    /** A collection of the bank of a provider; what other providers keep there is collected with it. */
    public static CollectRequest of(String provider) {
        return new CollectRequest(provider, false, CollectOptions.defaults());
    }

    /** This request, purging also what was deleted only just now. */
    public CollectRequest withoutGrace() {
        return new CollectRequest(provider, true, options);
    }

    /** This request with options; a dry run purges nothing either. */
    public CollectRequest options(CollectOptions others) {
        return new CollectRequest(provider, withoutGrace, others);
    }

    /** The name of the provider. */
    public String provider() {
        return provider;
    }

    /** Whether everything is purged that is deleted. */
    public boolean isWithoutGrace() {
        return withoutGrace;
    }

    /** How bulk data is collected. */
    public CollectOptions options() {
        return options;
    }
}
