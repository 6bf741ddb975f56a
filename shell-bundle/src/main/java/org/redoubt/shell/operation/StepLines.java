package org.redoubt.shell.operation;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.UndoStepView;
import org.redoubt.shell.render.Human;

/** Steps that are to be taken back, and what can be done about an operation, in lines for people. */
public final class StepLines {
    private StepLines() {
    }

    /** What the step is, whose, and why it is still there. */
    public static String of(UndoStepView step) {
        return step.name() + " of " + step.resource() + (step.urgent() ? ", urgent" : "") + ", by " + step.plugin() + " " + step.pluginVersion()
                + ", " + (step.attempts() == 0 ? "not tried yet" : "tried " + Human.count(step.attempts(), "time"))
                + because(step).map(why -> ": " + why).orElse(".");
    }

    /** What is missing says more than what came of it when it was tried. */
    private static Optional<String> because(UndoStepView step) {
        return step.missing().or(step::reason);
    }

    /** What can be done about an operation that nobody runs, with its open steps; empty if nothing has to be. */
    public static Optional<String> advice(OperationView view, List<UndoStepView> steps) {
        if (view.state() == OperationState.INTERRUPTED) {
            return Optional.of(waysOut(view));
        }
        return view.openUndoSteps() > 0 && (view.state().ended() || wasTried(view, steps))
                ? Optional.of("what is open is tried again and again; at once by `redoubt undo " + view.id() + "`") : Optional.empty();
    }

    /** Or else its steps are being taken back for the first time. */
    private static boolean wasTried(OperationView view, List<UndoStepView> steps) {
        return view.state() == OperationState.UNDOING && steps.stream().anyMatch(step -> step.attempts() > 0);
    }

    /** What can be done about an operation that was interrupted. */
    public static String waysOut(OperationView view) {
        return "go on with it by `redoubt resume " + view.id() + "`, or take it back by `redoubt undo " + view.id() + "`";
    }
}
