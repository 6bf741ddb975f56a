package org.redoubt.engine.plugin;

import java.util.Objects;

/**
 * Which plugin is wanted to take a step back.
 *
 * @param type the type of the resource that the step belongs to
 * @param registered the plugin that registered the step, in this process or an earlier one
 */
public record UndoSelector(String type, PluginId registered) {
    /** Checks that both are there. */
    public UndoSelector {
        Objects.requireNonNull(type);
        Objects.requireNonNull(registered);
    }
}
