package org.redoubt.api.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The protection plugins. Thread-safe. */
@ProviderType
public interface Plugins {
    /** All that are there, also those that failed or drain, by name and version. */
    List<PluginView> list();

    /**
     * Takes the services of a bundle out of use: operations that run keep them, new ones do not get them.
     *
     * @param bundleId the bundle
     * @param grace how long operations may go on using them
     * @return completes with true when nothing uses them any more, with false when the grace is over
     */
    CompletionStage<Boolean> drain(long bundleId, Duration grace);

    /** Takes the services of a bundle that was drained into use again. */
    void undrain(long bundleId);
}
