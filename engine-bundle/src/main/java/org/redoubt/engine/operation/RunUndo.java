package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.engine.undo.UndoReplay;

/**
 * Undo in one operation. Urgent steps are taken back as soon as their resource is given up and none of its hooks runs; all
 * others when every hook has ended. Thread-safe.
 */
final class RunUndo {
    private final RunHost run;
    private final OperationEvents events;
    private final UndoReplay replay;
    private final Map<Integer, List<OpenStep>> late = new ConcurrentHashMap<>();

    RunUndo(OperationId operation, RunHost run, OperationEvents events) {
        this.run = run;
        this.events = events;
        Duration limit = run.engine().patience().undo();
        this.replay = new UndoReplay(run.resources().graph(), run.ledger(), new PluginUndoer(UndoScene.of(operation, run), limit),
                run.engine().dispatcher()::undo, this::tell, limit);
    }

    /** Begins to take back the urgent steps of resources of which no hook runs; does not wait. */
    void urgent(IntPredicate resources) {
        run.ledger().open().stream().filter(step -> resources.test(step.number())).forEach(this::beginUrgent);
    }

    /** Begins to take back the urgent steps of one resource of which no hook runs; does not wait. */
    void urgent(int number) {
        run.ledger().open(number).forEach(this::beginUrgent);
    }

    private void beginUrgent(OpenStep step) {
        if (step.spec().isUrgent() && !run.resources().get(step.number()).inHook()) {
            replay.begin(step);
        }
    }

    /** Takes back the urgent steps of a plugin that is about to leave, and waits for it. */
    void leaving(PluginId plugin) {
        replay.run(run.ledger().open().stream().filter(step -> step.spec().isUrgent() && step.plugin().equals(plugin)).toList());
    }

    /**
     * Takes steps back, and waits for it.
     *
     * @param which which of the open ones
     * @return those that are still open, with why
     */
    Map<OpenStep, UndoResult> all(Predicate<OpenStep> which) {
        return replay.run(run.ledger().open().stream().filter(which).toList());
    }

    /** A hook was given up: its steps are taken back now, and once more should it end after all. */
    void abandoned(int number) {
        late.put(number, run.ledger().open(number));
    }

    /** A hook that was given up has ended after all: what it did meanwhile is taken back. */
    void returned(int number) {
        Optional.ofNullable(late.remove(number)).ifPresent(replay::again);
    }

    private void tell(OpenStep step, UndoResult result) {
        events.tell(OperationEvent.Kind.UNDO, Optional.of(step.resource().ref()), Optional.of(step.hook()),
                StepText.of(step, result));
    }
}
