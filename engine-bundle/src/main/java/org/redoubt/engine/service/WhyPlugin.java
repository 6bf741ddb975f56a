package org.redoubt.engine.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.PluginView;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.plugin.PluginRegistry;

/** Says in which state a plugin is and why, who uses it, and what waits for it. */
final class WhyPlugin {
    private static final int SHOWN = 10;

    private final PluginRegistry registry;
    private final OperationCatalog operations;
    private final Caller caller;
    private final List<String> sentences = new ArrayList<>();
    private final Set<String> advice = new LinkedHashSet<>();
    private Optional<Instant> since = Optional.empty();

    WhyPlugin(PluginRegistry registry, OperationCatalog operations, Caller caller) {
        this.registry = registry;
        this.operations = operations;
        this.caller = caller;
    }

    /**
     * Explains all versions of a plugin.
     *
     * @return empty if there is none, and no step waits for one
     */
    Optional<Explanation> explain(String name, List<PluginView> versions) throws RedoubtException {
        versions.forEach(this::version);
        parked(name);
        if (versions.isEmpty() && !sentences.isEmpty()) {
            sentences.addFirst("The plugin " + name + " is not here.");
            advice.add("Install it again, in the version that it had or a later one.");
        }
        return sentences.isEmpty() ? Optional.empty() : Optional.of(new Explanation(name, sentences, since, List.copyOf(advice)));
    }

    private void version(PluginView view) {
        sentences.add("The plugin " + view.name() + " " + view.version() + ", bundle " + view.bundleId() + ", is " + view.state()
                + (view.reason().isEmpty() ? "." : ": " + view.reason()));
        List<OperationView> users = operations.users(view.bundleId());
        if (users.isEmpty()) {
            sentences.add(view.leases() == 0 ? "No operation uses it." : view.leases() + " use(s) of it are short ones.");
        }
        users.stream().limit(SHOWN).forEach(user -> sentences.add("The " + user.type().word() + " " + user.id() + ", which is " + user.state().word()
                + ", uses it since " + user.startedAt() + "."));
        if (users.size() > SHOWN) {
            sentences.add("And " + (users.size() - SHOWN) + " more operations use it.");
        }
        boolean inUse = view.state().equals("active") && !users.isEmpty();
        since = since.or(() -> inUse ? Optional.of(users.getFirst().startedAt()) : registry.since(view.bundleId()));
        switch (view.state()) {
            case "draining" -> advice.add(users.isEmpty() ? "It goes at any moment." : "It goes when these operations have ended; "
                    + "`redoubt cancel " + users.getFirst().id() + "` ends one now.");
            case "unhealthy" -> advice.add("Mend what its hook waited for, then stop and start its bundle, or put its jar into the plugins folder again.");
            case "failed" -> advice.add("Mend what is said above; `redoubt plugin explain` tells more of jars of the plugins folder.");
            default -> { }
        }
    }

    /** Steps that only this plugin may take back. */
    private void parked(String name) throws RedoubtException {
        for (OperationView view : operations.list(caller.project(), true, SHOWN)) {
            long steps = operations.isRunning(view.id()) ? 0 : operations.steps(caller.project(), view.id()).stream()
                    .filter(step -> step.pluginName().equals(name)).count();
            if (steps > 0) {
                sentences.add((steps == 1 ? "1 step of the " : steps + " steps of the ") + view.type().word() + " " + view.id() + (steps == 1 ? " waits" : " wait") + " for it to be taken back.");
                advice.add("`redoubt why " + view.id() + "` says why they are not.");
            }
        }
    }
}
