package org.redoubt.engine.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.undo.OpenStep;

/**
 * Ends an operation when no hook runs any more: takes back what is open, then settles what the work records.
 *
 * @param host the operation
 * @param undo takes steps back
 */
record RunEnd(RunHost host, RunUndo undo) {

    /**
     * Whether it could be ended well; else it has to be failed.
     *
     * @param document how it stands
     */
    boolean succeed(JsonObject document) {
        boolean whole = host.tally().problems().isEmpty();
        Optional<Problem> unrecorded = flush(document);
        if (unrecorded.isPresent() && host.ledger().all().stream().anyMatch(step -> !step.isTransient())) {
            // What nobody knows to be whole is taken back later, and that must not happen to what was called a success.
            host.tally().problem(unrecorded.get());
            return false;
        }
        List<OpenStep> leftOver = host.ledger().open().stream().filter(OpenStep::isTransient).toList();
        takeBack(step -> step.isTransient() || !kept(step));
        if (whole) {
            leftOver.forEach(step -> new ResourceHost(host, host.resources().get(step.number())).warn(Problem.of(ProblemKind.PLUGIN,
                    "The plugin " + step.plugin() + " left the step \"" + step.spec().name() + "\" open; it was taken back.")));
        }
        try {
            host.work().succeed(host.resources(), host.tally().problems());
            return true;
        } catch (RedoubtException e) {
            host.tally().problem(e.problem());
        } catch (RuntimeException broken) {
            host.tally().problem(internal(broken));
        }
        return false;
    }

    /** Whether what a restore made stays: unless its resource, or one of its group, failed. */
    private boolean kept(OpenStep step) {
        ResourceStatus status = host.resources().get(step.number()).status();
        return host.spec().keepsProducts() || status == ResourceStatus.DONE || status == ResourceStatus.PARTIAL;
    }

    /** Whether a failure takes back what it has made, so that nothing of it counts as done any more. */
    boolean revokes() {
        boolean makes = host.work().type() == OperationType.RESTORE || host.ledger().all().stream().anyMatch(step -> !step.isTransient());
        return makes && !host.spec().keepsProducts();
    }

    /**
     * Takes back what has to be after a failure, and records it; always comes to its end.
     *
     * @param ran whether any hook was begun
     * @param document how it stands
     */
    void fail(boolean ran, JsonObject document) {
        if (host.tally().problems().isEmpty()) {
            host.tally().problem(host.cancellation().cause().orElseGet(() -> Problem.of(ProblemKind.CANCELLED, "The runtime is stopping.")));
        }
        boolean keeps = host.spec().keepsProducts();
        boolean recorded = flush(document).isEmpty();
        takeBack(step -> step.isTransient() || recorded && !keeps);
        if (!recorded && !keeps) {
            // Else whoever finds it after a crash would take for done what is gone.
            leave(step -> !step.isTransient());
        }
        if (!ran) {
            Outcomes.neverRan(host.resources(), host.tally().problems());
        } else if (recorded && !keeps && host.work().type() == OperationType.RESTORE) {
            Outcomes.takenBack(host.resources(), host.tally().problems());
        }
        try {
            host.work().fail(host.resources(), host.tally().problems());
        } catch (RedoubtException e) {
            host.tally().problem(e.problem());
        } catch (RuntimeException broken) {
            host.tally().problem(internal(broken));
        }
    }

    /** Whoever finds this operation after a crash must know that what it finds may have been taken back already. */
    private Optional<Problem> flush(JsonObject document) {
        try {
            host.journal().flush(document);
            return Optional.empty();
        } catch (RedoubtException notRecorded) {
            host.tally().warnings().add(notRecorded.problem());
            return Optional.of(notRecorded.problem());
        }
    }

    private void leave(Predicate<OpenStep> which) {
        host.ledger().all().stream().filter(which).forEach(step -> host.tally().problem(Problem.of(ProblemKind.CONFLICT, "The step \""
                + step.spec().name() + "\" is taken back when the journal is there again.").subject(step.resource().toString())));
    }

    private void takeBack(Predicate<OpenStep> which) {
        Map<OpenStep, UndoResult> left = undo.all(which);
        left.forEach((step, result) -> host.tally().left(LeftBehind.of(step, result.reason())));
    }

    static Problem internal(Throwable broken) {
        return Problem.of(ProblemKind.INTERNAL, broken).hint("Report this with the log of the runtime.");
    }
}
