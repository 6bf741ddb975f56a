package org.redoubt.engine.operation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Version;
import org.redoubt.api.protection.Hook;
import org.redoubt.engine.hook.PluginOperation;
import org.redoubt.engine.parameter.ResolvedParameters;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.plugin.PluginLease;

/**
 * Who handles a resource, and how.
 *
 * @param lease on the plugin; empty if the resource is deleted without one
 * @param operation the plugin's operation; empty likewise
 * @param parameters the resource's parameters
 */
record Assignment(Optional<PluginLease> lease, Optional<PluginOperation<?>> operation, ResolvedParameters parameters) {
    private static final PluginId NOBODY = new PluginId("nobody", Version.emptyVersion, -1);

    /** Nobody handles the resource. */
    static Assignment nobody() {
        return new Assignment(Optional.empty(), Optional.empty(), ResolvedParameters.NONE);
    }

    PluginId plugin() {
        return lease.map(PluginLease::id).orElse(NOBODY);
    }

    /** Forgets everything of the plugin but its name. */
    void forget() {
        operation.ifPresent(PluginOperation::forget);
    }

    Set<Hook> hooks(Set<Hook> own) {
        EnumSet<Hook> hooks = EnumSet.noneOf(Hook.class);
        hooks.addAll(own);
        operation.ifPresent(plugin -> hooks.addAll(plugin.hooks()));
        return hooks;
    }

    boolean implementsHook(Hook hook) {
        return operation.isPresent() && operation.get().hooks().contains(hook);
    }

    Set<String> capacities(Hook hook) {
        return operation.isPresent() ? operation.get().capacities(hook) : Set.of();
    }
}
