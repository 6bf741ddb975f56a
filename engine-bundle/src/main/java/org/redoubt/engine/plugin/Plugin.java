package org.redoubt.engine.plugin;

import java.util.Optional;
import java.util.stream.Collectors;
import org.redoubt.engine.lease.Offer;

/**
 * A plugin that is there.
 *
 * @param offer its service
 * @param facts what its properties say
 * @param draining whether it is to go
 * @param unhealthy why it is not to be used
 * @param leases how many operations use it
 */
record Plugin(Offer offer, PluginFacts facts, boolean draining, Optional<String> unhealthy, int leases) {

    PluginId id() {
        return PluginFacts.id(offer);
    }

    boolean usable() {
        return facts.fault().isEmpty() && !draining && unhealthy.isEmpty();
    }

    /** Why it cannot be used for a selection, one clause; empty if it can. */
    Optional<String> refusal(Selector selector) {
        if (facts.fault().isPresent()) {
            return facts.fault();
        }
        if (selector.filter().filter(filter -> !offer.matches(filter)).isPresent()) {
            return Optional.of("the provider wants only plugins that match " + selector.filter().get());
        }
        if (unhealthy.isPresent()) {
            return unhealthy.map(reason -> "it is unhealthy: " + reason);
        }
        if (selector.written().filter(written -> !facts.reads().includes(written.format())).isPresent()) {
            return Optional.of("it reads format " + facts.reads() + " and what is stored has " + selector.written().get().format());
        }
        return draining ? Optional.of(DRAINING) : Optional.empty();
    }

    /** Why it is not asked to take back such a step, one clause; empty if it is. The version that registered it understands it whatever it says. */
    Optional<String> refusal(UndoSelector selector) {
        return id().version().equals(selector.registered().version()) ? Optional.empty()
                : facts.undoes().filter(formats -> !formats.contains(selector.format())).map(formats -> "it understands steps of the format "
                        + formats.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")) + " and this one has " + selector.format());
    }

    /** The one refusal that may be over in a moment. */
    static final String DRAINING = "it is being taken out of use";
}
