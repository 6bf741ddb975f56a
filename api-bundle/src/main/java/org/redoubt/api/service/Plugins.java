package org.redoubt.api.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.RedoubtException;

/** The protection plugins. Thread-safe. Every method may throw a {@link RedoubtException} of kind {@code DENIED}. */
@ProviderType
public interface Plugins {
    /** All that are there, also those that failed or drain, by name and version. */
    List<PluginView> list() throws RedoubtException;

    /**
     * Takes the services of a bundle out of use: operations that run keep them, new ones do not get them.
     *
     * @param bundleId the bundle
     * @param grace how long operations may go on using them
     * @return completes with true when nothing uses them any more, with false when the grace is over
     */
    CompletionStage<Boolean> drain(long bundleId, Duration grace) throws RedoubtException;

    /** Takes the services of a bundle that was drained into use again. */
    void undrain(long bundleId) throws RedoubtException;
}
