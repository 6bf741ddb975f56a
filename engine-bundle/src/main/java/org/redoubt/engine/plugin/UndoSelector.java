package org.redoubt.engine.plugin;

import java.util.Objects;
import org.redoubt.api.protection.UndoStep;

/**
 * Which plugin is wanted to take a step back.
 *
 * @param type the type of the resource that the step belongs to
 * @param registered the plugin that registered the step, in this process or an earlier one
 * @param format the format of the step
 */
public record UndoSelector(String type, PluginId registered, int format) {
    /** Checks that both are there. */
    public UndoSelector {
        Objects.requireNonNull(type);
        Objects.requireNonNull(registered);
    }

    /** Whoever can take back a step. */
    public static UndoSelector of(UndoStep step, PluginId registered) {
        return new UndoSelector(step.resource().type(), registered, step.spec().format());
    }
}
