package org.redoubt.api.service;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.RedoubtException;

/** The providers. Thread-safe. */
@ProviderType
public interface Providers {
    /** All that are configured, by name, also those that cannot be used now. */
    List<ProviderView> list() throws RedoubtException;

    /**
     * One provider.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    ProviderView show(String name) throws RedoubtException;
}
