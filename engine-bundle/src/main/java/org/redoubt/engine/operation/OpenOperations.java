package org.redoubt.engine.operation;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.undo.OpenStep;

/** What can be done with operations that nobody runs any more: going on with them, or taking them back. Thread-safe. */
final class OpenOperations {
    private final RunningOperations running;
    private final Requests requests;
    private final Continuation continuation;
    private final Recovery recovery;

    OpenOperations(Engine engine, Leases services, Lull lull, RunningOperations running, Requests requests) {
        this.running = running;
        this.requests = requests;
        this.continuation = new Continuation(engine, this::goOn);
        this.recovery = new Recovery(engine, services, lull, running, continuation);
    }

    /** Looks after those that were left open. */
    Recovery recovery() {
        return recovery;
    }

    /**
     * Goes on with an operation that was interrupted, failed or was cancelled.
     *
     * @throws RedoubtException of kind {@code CONFLICT} if it cannot be gone on with, or as the operation itself would be refused
     */
    OperationHandle resume(OperationView view) throws RedoubtException {
        Claims.Claim claim = recovery.claim(view.id());
        try {
            refuseRunning(view, "Follow it with \"operations\".");
            OpenOperation open = recovery.take(view.id());
            try {
                // It turned out meanwhile that it had come to its end: just what was asked for.
                boolean ended = view.state() == OperationState.INTERRUPTED && open.state() == OperationState.SUCCEEDED;
                return ended ? open : goOn(open);
            } finally {
                recovery.letGo(open);
            }
        } finally {
            claim.close();
        }
    }

    /** The same for who has claimed it. */
    private OperationHandle goOn(OpenOperation open) throws RedoubtException {
        OperationView view = open.view();
        if (view.state() == OperationState.SUCCEEDED || view.state() == OperationState.UNDONE) {
            throw conflict(view, "is " + view.state().word() + ", so there is nothing to go on with", "Begin another one.");
        }
        if (open.isGivenUp()) {
            throw conflict(view, "was given up by an undo, so nobody goes on with it", "Begin another one.");
        }
        // Asked before: when it ends meanwhile, what rested was not due in time.
        boolean awaitsHook = open.awaitsHook();
        if (!open.takeBack()) {
            throw conflict(view, "has steps that could not be taken back yet: " + open.steps().getFirst() + ": " + open.steps().getFirst().reason(),
                    "Mend that first; they are tried again and again.");
        }
        if (awaitsHook) {
            throw conflict(view, "has a hook that was given up and has not ended",
                    "Wait for its end, or stop the runtime and start it again: what it does late is taken back then.");
        }
        if (continuation.cameToItsEnd(open)) {
            recovery.release(open);
            return open;
        }
        if (continuation.endedInPart(open)) {
            throw conflict(view, "has ended with checkpoint " + view.targetCheckpoint().orElse(view.checkpoint()) + ", which is partial and stays so",
                    "Restore what it holds with --partial, or " + view.type().word() + " again: what is stored already is not stored twice.");
        }
        running.tookBack(open.id());
        OperationHandle handle = requests.goOn(open);
        recovery.release(open);
        return handle;
    }

    /**
     * Takes back what an operation has left, or what a restore has made.
     *
     * @throws RedoubtException of kind {@code CONFLICT} if there is nothing to take back, or somebody uses what would be taken back
     */
    OperationHandle undo(OperationView view) throws RedoubtException {
        Claims.Claim claim = recovery.claim(view.id());
        boolean begun = false;
        try {
            refuseRunning(view, "Cancel it: then all that it did is taken back.");
            OpenOperation open = recovery.take(view.id());
            if (!open.canBeUndone()) {
                recovery.letGo(open);
                throw conflict(view, "has left nothing that could be taken back", "Nothing has to be done.");
            }
            Runnable takenBack = admitted(open);
            open.givingBack(takenBack);
            Thread.ofPlatform().name("redoubt-undo-" + view.id()).start(() -> {
                try {
                    recovery.settle(open);
                } finally {
                    takenBack.run();
                    claim.close();
                }
            });
            begun = true;
            return open;
        } finally {
            if (!begun) {
                claim.close();
            }
        }
    }

    private Runnable admitted(OpenOperation open) throws RedoubtException {
        try {
            Runnable takenBack = running.takeBack(open);
            try {
                open.undoAll();
                return takenBack;
            } catch (RedoubtException notRecorded) {
                takenBack.run();
                throw notRecorded;
            }
        } catch (RedoubtException refused) {
            recovery.letGo(open);
            throw refused;
        }
    }

    private void refuseRunning(OperationView view, String hint) throws RedoubtException {
        if (running.contains(view.id())) {
            throw conflict(view, "is running", hint);
        }
    }

    private static RedoubtException conflict(OperationView view, String what, String hint) {
        return new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The " + view.type().word() + " " + view.id() + " " + what + ".").hint(hint));
    }

    /** The steps of an operation that are still to be taken back. */
    List<OpenStep> steps(OperationView view) throws RedoubtException {
        Optional<OperationRun> run = running.find(view.id());
        if (run.isPresent()) {
            return run.get().steps();
        }
        Optional<OpenOperation> known = recovery.find(view.id());
        if (known.isPresent() || view.openUndoSteps() == 0) {
            return known.map(OpenOperation::steps).orElse(List.of());
        }
        Claims.Claim claim = recovery.claim(view.id());
        try {
            return recovery.take(view.id()).steps();
        } finally {
            claim.close();
        }
    }

    /** What keeps an operation that nobody runs from being settled. */
    List<String> waits(OperationId id) {
        return recovery.find(id).flatMap(OpenOperation::obstacle).map(obstacle -> "It waits: " + obstacle.message()).stream().toList();
    }

    /** Whether an operation that was interrupted will be gone on with, nobody saying so. */
    boolean goesOn(OperationId id) {
        return recovery.goesOn(id);
    }
}
