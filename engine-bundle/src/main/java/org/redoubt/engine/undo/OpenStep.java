package org.redoubt.engine.undo;

import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;

/**
 * A step that is open.
 *
 * @param id its id
 * @param sequence its number within the operation
 * @param spec what it is
 * @param resource of which resource
 * @param number the number of the resource in the graph
 * @param hook which hook registered it
 * @param plugin whose hook that was
 * @param attempt how often it has been tried before
 */
public record OpenStep(String id, long sequence, UndoSpec spec, Resource resource, int number, Hook hook, PluginId plugin, int attempt)
        implements UndoStep {
    @Override
    public String pluginName() {
        return plugin.name();
    }

    @Override
    public String pluginVersion() {
        return plugin.version().toString();
    }

    OpenStep again() {
        return new OpenStep(id, sequence, spec, resource, number, hook, plugin, attempt + 1);
    }

    /** Whether it is taken back whenever the operation stops. */
    public boolean isTransient() {
        return spec.scope() == UndoSpec.Scope.TRANSIENT;
    }

    /** The step as a person reads it. */
    @Override
    public String toString() {
        return spec.name() + " of " + resource + spec.arguments();
    }
}
