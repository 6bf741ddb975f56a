package org.redoubt.engine.operation;

import java.util.Locale;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.engine.undo.OpenStep;

/** Undo in the words of people. */
final class StepText {
    private StepText() {
    }

    static String of(OpenStep step, UndoResult result) {
        return step.spec().name() + ": " + result.outcome().name().toLowerCase(Locale.ROOT) + (result.reason().isEmpty() ? "" : ", " + result.reason());
    }
}
