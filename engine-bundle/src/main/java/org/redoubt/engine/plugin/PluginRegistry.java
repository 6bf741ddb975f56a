package org.redoubt.engine.plugin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.Filter;
import org.redoubt.api.service.PluginView;

/** The protection plugins that are there now. Thread-safe. */
public interface PluginRegistry {

    /**
     * Chooses a plugin and leases it. Among those that have the type, match the filter, are neither draining nor unhealthy
     * and read what was written, the order is: the writer itself, {@code service.ranking}, the version of the bundle, the
     * highest {@code service.id}. While a plugin of the type is being updated this waits a short grace for it.
     */
    Selection select(Selector selector);

    /** Chooses and leases as {@link #select(Selector)} does, of those that are there now: for who wants to show how it stands. */
    default Selection look(Selector selector) {
        return select(selector);
    }

    /**
     * Chooses the plugin that takes a step back, and leases it: the instance that registered it, else one of the same name
     * and version, else the best one of the same name that understands the format of the step. A draining or unhealthy plugin will do if there is no other, as a
     * step that stays open is worse. A plugin of another name never gets the step: it would read it as a word of its own.
     */
    Selection select(UndoSelector selector);

    /** Takes a plugin out of use until it is registered anew, its properties change, or it is undrained. */
    void markUnhealthy(PluginId id, String reason);

    /** All plugins that are there, also those that failed or drain, by name and version. */
    List<PluginView> views();

    /** Since when the plugins of a bundle drain, or are unhealthy; of others since when they are there or were last used. Empty if there are none. */
    default Optional<Instant> since(long bundleId) {
        return Optional.empty();
    }

    /** The types that can be protected now with plugins that match a filter, sorted. */
    List<String> types(Optional<Filter> filter);

    /**
     * Takes all services of a bundle out of use, not only its plugins.
     *
     * @return completes with true when nothing uses them any more, with false when the grace is over
     */
    CompletionStage<Boolean> drain(long bundleId, Duration grace);

    /** Takes the services of a bundle into use again. */
    void undrain(long bundleId);
}
