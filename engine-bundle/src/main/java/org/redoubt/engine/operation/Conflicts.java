package org.redoubt.engine.operation;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.Resource;

/**
 * What keeps an operation from beginning while another one runs.
 *
 * @param next the one that is to begin
 * @param other the one that runs
 */
record Conflicts(OperationSpec next, OperationSpec other) {

    /** What both cannot have at once. */
    Optional<Problem> first() {
        return checkpoint().or(this::resource).or(this::place).map(conflict -> conflict.hint("Wait for that operation, or cancel it."));
    }

    /** What one makes or deletes the other one must neither read, make nor delete. */
    private Optional<Problem> checkpoint() {
        Set<CheckpointId> both = used(next);
        both.retainAll(used(other));
        return both.stream().filter(id -> changes(next, id) || changes(other, id)).findFirst()
                .map(id -> Problem.of(ProblemKind.CONFLICT, "Checkpoint " + id + " is in use by " + other.nameFor(next.caller()) + ".").subject(id.value()));
    }

    private static Set<CheckpointId> used(OperationSpec operation) {
        Set<CheckpointId> ids = new HashSet<>();
        operation.work().target().map(Checkpoint::id).ifPresent(ids::add);
        ids.add(operation.work().checkpoint().id());
        return ids;
    }

    private static boolean changes(OperationSpec operation, CheckpointId id) {
        Work work = operation.work();
        Optional<Checkpoint> changed = switch (work.type()) {
            case PROTECT, DELETE -> Optional.of(work.checkpoint());
            case COPY -> work.target();
            case RESTORE, VERIFY -> Optional.empty();
        };
        return changed.filter(checkpoint -> checkpoint.id().equals(id)).isPresent();
    }

    /** What is restored to where it was must be neither read nor written by anybody else meanwhile. */
    private Optional<Problem> resource() {
        boolean write = restoresInPlace(next) || restoresInPlace(other);
        if (!write || !touchesResources(next) || !touchesResources(other)) {
            return Optional.empty();
        }
        return next.graph().resources().stream().map(Resource::ref).filter(ref -> other.graph().number(ref).isPresent()).findFirst()
                .map(ref -> Problem.of(ProblemKind.CONFLICT, "The resource " + ref + " is in use by " + other.nameFor(next.caller()) + ".").subject(ref.toString()));
    }

    private static boolean touchesResources(OperationSpec operation) {
        return operation.work().type() == OperationType.PROTECT || restoresInPlace(operation);
    }

    private static boolean restoresInPlace(OperationSpec operation) {
        return operation.work().type() == OperationType.RESTORE
                && operation.graph().resources().stream().noneMatch(resource -> operation.work().restoreTarget(resource).isPresent());
    }

    /** Nothing is restored to one place twice at once. */
    private Optional<Problem> place() {
        if (next.work().type() != OperationType.RESTORE || other.work().type() != OperationType.RESTORE) {
            return Optional.empty();
        }
        Set<RestoreTarget> both = targets(next);
        both.retainAll(targets(other));
        return both.stream().findFirst().map(target -> Problem.of(ProblemKind.CONFLICT, "\"" + target.name() + "\" at " + target.location()
                + " is in use by " + other.nameFor(next.caller()) + "."));
    }

    private static Set<RestoreTarget> targets(OperationSpec operation) {
        Set<RestoreTarget> targets = new HashSet<>();
        operation.graph().resources().forEach(resource -> operation.work().restoreTarget(resource).ifPresent(targets::add));
        return targets;
    }
}
