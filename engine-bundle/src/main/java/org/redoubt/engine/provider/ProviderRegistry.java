package org.redoubt.engine.provider;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ProviderView;

/** The providers that are configured. Thread-safe. */
public interface ProviderRegistry {

    /** All of them, by name, also those that cannot be used now. */
    List<ProviderView> views();

    /** The names of all of them, also of those that cannot be used now; asks no bank. */
    List<String> names();

    /** The banks that are there, or should be, by name, with what keeps one from being there; asks none of them. */
    Map<String, Optional<Problem>> banks();

    /** Since when a bank is there, is away or does not answer; empty if it was never seen. */
    default Optional<Instant> since(String bank) {
        return Optional.empty();
    }

    /** The directories of this machine that banks are in. */
    default List<Path> bankPaths() {
        return List.of();
    }

    /**
     * One of them, for show; it may be unusable.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none, listing those that are there
     */
    ProviderView view(String name) throws RedoubtException;

    /**
     * What is configured.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none, {@code INVALID} if its configuration is wrong
     */
    Provider provider(String name) throws RedoubtException;

    /**
     * Takes a provider into use.
     *
     * @throws RedoubtException as {@link #provider}, and of kind {@code UNAVAILABLE} if bank or vault are not there
     */
    ProviderLease lease(String name) throws RedoubtException;
}
