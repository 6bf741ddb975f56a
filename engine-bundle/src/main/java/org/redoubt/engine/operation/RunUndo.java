package org.redoubt.engine.operation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.engine.undo.UndoReplay;

/**
 * Undo in one operation. Urgent steps are taken back as soon as the operation stops and no hook of their resource runs;
 * all others when every hook has ended. Thread-safe.
 */
final class RunUndo {
    private final RunHost run;
    private final OperationEvents events;
    private final PluginUndoer undoer;
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private final Map<Integer, List<OpenStep>> late = new ConcurrentHashMap<>();

    RunUndo(OperationId operation, RunHost run, OperationEvents events) {
        this.run = run;
        this.events = events;
        this.undoer = new PluginUndoer(operation, run);
    }

    /** Begins to take back urgent steps, of one resource or of all, whose resource runs no hook; does not wait. */
    void urgent(Predicate<OpenStep> which) {
        for (OpenStep step : run.ledger().open()) {
            if (step.spec().isUrgent() && which.test(step) && !run.resources().get(step.number()).inHook() && claimed.add(step.id())) {
                run.engine().dispatcher().undo(() -> {
                    replay(List.of(step));
                    claimed.remove(step.id());
                });
            }
        }
    }

    /** Takes back the urgent steps of a plugin that is about to leave, and waits for it. */
    void leaving(PluginId plugin) {
        replay(run.ledger().open().stream().filter(step -> step.spec().isUrgent() && step.plugin().equals(plugin)).toList());
    }

    /**
     * Takes steps back, and waits for it.
     *
     * @param keepProducts whether what a restore made stays
     * @return those that are still open, with why
     */
    Map<OpenStep, UndoResult> all(boolean keepProducts) {
        List<OpenStep> steps = run.ledger().open().stream()
                .filter(step -> !keepProducts || step.spec().scope() == UndoSpec.Scope.TRANSIENT).toList();
        for (OpenStep step : steps) {
            if (run.resources().get(step.number()).abandoned()) {
                late.computeIfAbsent(step.number(), number -> new CopyOnWriteArrayList<>()).add(step);
            }
        }
        return replay(steps);
    }

    /** A hook that was given up has ended after all: what it did meanwhile is taken back once more. */
    void returned(int number) {
        List<OpenStep> steps = late.remove(number);
        if (steps != null) {
            run.engine().dispatcher().undo(() -> replay(steps));
        }
    }

    private Map<OpenStep, UndoResult> replay(List<OpenStep> steps) {
        return new UndoReplay(run.resources().graph(), run.ledger(), undoer, run.engine().dispatcher()::undo, this::tell).run(steps);
    }

    private void tell(OpenStep step, UndoResult result) {
        events.tell(OperationEvent.Kind.UNDO, Optional.of(step.resource().ref()), Optional.of(step.hook()),
                step.spec().name() + ": " + result.outcome().name().toLowerCase(Locale.ROOT)
                        + (result.reason().isEmpty() ? "" : ", " + result.reason()));
    }
}
