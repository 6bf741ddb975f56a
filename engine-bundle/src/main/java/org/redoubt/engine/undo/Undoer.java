package org.redoubt.engine.undo;

import org.redoubt.api.protection.UndoResult;

/** Takes back one step with the plugin that can. Thread-safe. */
@FunctionalInterface
public interface Undoer {
    /**
     * Takes back a step.
     *
     * @param step which
     * @return how it went; what the plugin threw has become a reason to retry
     */
    UndoResult undo(OpenStep step);
}
