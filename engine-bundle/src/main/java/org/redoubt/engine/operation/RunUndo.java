package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.undo.Heir;
import org.redoubt.engine.undo.LateHooks;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.engine.undo.UndoReplay;

/**
 * Undo in one operation. Urgent steps are taken back as soon as their resource is given up and none of its hooks runs; all
 * others when every hook has ended. What was taken back while a hook ran, or was given up, rests and is taken back once more when that
 * has ended: all of it here as long as the operation runs, and after that only what is urgent, as the rest is left to its heir. Thread-safe.
 */
final class RunUndo {
    private final OperationId operation;
    private final RunHost run;
    private final OperationEvents events;
    private final Runnable tried;
    private final UndoReplay replay;
    private final LateHooks late;
    /** Resources of which steps are taken back before their hooks have ended. */
    private final Set<Integer> early = ConcurrentHashMap.newKeySet();
    private final Set<Integer> returned = ConcurrentHashMap.newKeySet();
    private final Queue<CompletableFuture<Map<OpenStep, UndoResult>>> again = new ConcurrentLinkedQueue<>();

    /** @param tried told when a step was tried */
    RunUndo(OperationId operation, RunHost run, OperationEvents events, Runnable tried) {
        this.operation = operation;
        this.run = run;
        this.late = run.engine().lateHooks();
        this.events = events;
        this.tried = tried;
        Duration limit = run.engine().patience().undo();
        this.replay = new UndoReplay(run.engine().attempts(), run.resources().graph(), run.ledger(),
                new PluginUndoer(UndoScene.of(operation, run), limit), run.engine().dispatcher()::undo, this::tell, limit);
    }

    /** Begins to take back the urgent steps of all resources of which no hook runs; does not wait. */
    void urgent() {
        run.ledger().open().forEach(this::beginUrgent);
    }

    /** Begins to take back the urgent steps of one resource of which no hook runs; does not wait. */
    void urgent(int number) {
        run.ledger().open(number).forEach(this::beginUrgent);
    }

    /** Begins to take back all urgent steps of resources, whatever their hooks are doing; once more when a hook of theirs has ended. */
    void urgentNow(BitSet resources) {
        resources.stream().forEach(number -> run.ledger().open(number).stream().filter(OpenStep::isThaw).forEach(step -> {
            expectWhileInHook(number);
            replay.begin(step);
        }));
    }

    /** Its hook may end, or be given up and return, while that is looked at. */
    private void expectWhileInHook(int number) {
        ResourceRun resource = run.resources().get(number);
        if (resource.inHook()) {
            expect(number);
            if (returned.contains(number) || !resource.inHook() && !resource.abandoned()) {
                ended(number);
            }
        }
    }

    /** In this order: who finds it among those here says of it everywhere that it has ended. */
    private void expect(int number) {
        late.expect(operation, number);
        early.add(number);
    }

    private void beginUrgent(OpenStep step) {
        if (step.isThaw() && !run.resources().get(step.number()).inHook()) {
            replay.begin(step);
        }
    }

    /** Takes back the urgent steps of a plugin that is about to leave, also those whose hook still runs, and waits for it. */
    void leaving(PluginId plugin) {
        // What rests was taken back too early for a hook that runs.
        Map<Boolean, List<OpenStep>> byHook = run.ledger().all().stream().filter(step -> step.isThaw() && step.plugin().equals(plugin))
                .collect(Collectors.partitioningBy(step -> run.resources().get(step.number()).inHook()));
        byHook.get(false).forEach(replay::begin);
        replay.early(byHook.get(true));
        replay.run(byHook.get(false));
    }

    /**
     * Takes steps back, and waits for it.
     *
     * @param which which of the open ones
     * @return those that are still open, with why
     */
    Map<OpenStep, UndoResult> all(Predicate<OpenStep> which) {
        Map<OpenStep, UndoResult> left = replay.run(run.ledger().open().stream().filter(which).toList());
        for (Optional<CompletableFuture<Map<OpenStep, UndoResult>>> next = pending(); next.isPresent(); next = pending()) {
            Map<OpenStep, UndoResult> known = Map.copyOf(left);
            next.get().join().forEach((step, result) -> {
                if (known.keySet().stream().noneMatch(other -> other.id().equals(step.id()))) {
                    left.put(step, result);
                }
            });
        }
        return left;
    }

    private Optional<CompletableFuture<Map<OpenStep, UndoResult>>> pending() {
        return Optional.ofNullable(again.poll());
    }

    /** A hook is given up: its steps are taken back, also what was while it ran, and once more should it end after all. */
    void abandoned(int number) {
        expect(number);
        late.wake(operation, number);
        if (returned.contains(number)) {
            ended(number);
        }
    }

    /** A hook that was given up, or is just about to be, has ended. */
    void returned(int number) {
        returned.add(number);
        ended(number);
    }

    /** No hook of a resource runs any more: if its steps were taken back while one did, what that did meanwhile is taken back. */
    void ended(int number) {
        if (early.isEmpty() || !early.remove(number)) {
            return;
        }
        Set<Long> known = new HashSet<>();
        Set<Long> rested;
        try {
            List<OpenStep> resting = run.ledger().resting(number);
            resting.forEach(step -> known.add(step.key()));
            onceMore(resting);
        } finally {
            rested = late.ended(operation, number);
        }
        // What came to rest meanwhile.
        Set<Long> added = new HashSet<>(rested);
        added.removeAll(known);
        onceMore(run.ledger().all(number).stream().filter(step -> added.contains(step.key())).toList());
        run.ledger().heir().ifPresent(Heir::returned);
    }

    private void onceMore(List<OpenStep> resting) {
        if (run.ledger().heir().isEmpty()) {
            again.add(replay.again(resting));
        } else {
            // Nothing stays frozen because others keep whoever looks after it busy; begun before anybody can go on with the operation.
            replay.atOnce(resting);
        }
    }

    private void tell(OpenStep step, UndoResult result) {
        events.tell(OperationEvent.Kind.UNDO, Optional.of(step.resource().ref()), Optional.of(step.hook()),
                StepText.of(step, result));
        tried.run();
    }
}
