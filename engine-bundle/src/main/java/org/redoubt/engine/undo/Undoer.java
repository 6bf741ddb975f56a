package org.redoubt.engine.undo;

import java.util.function.BooleanSupplier;
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

    /**
     * Takes back a step, trying again what may work later.
     *
     * @param step which
     * @param wanted whether somebody waits for it: when nobody does any more, it must not be tried again, as the effect may be
     *        wanted by then
     * @return how it went last
     */
    default UndoResult undo(OpenStep step, BooleanSupplier wanted) {
        return undo(step);
    }
}
