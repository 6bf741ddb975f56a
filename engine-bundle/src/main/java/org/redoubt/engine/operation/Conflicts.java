package org.redoubt.engine.operation;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.Resource;

/**
 * What keeps an operation from beginning, or from being taken back, while another one is at work.
 *
 * @param next the one that is to begin
 * @param other the one that is at work
 */
record Conflicts(Use next, Use other) {

    /** What both cannot have at once. */
    Optional<Problem> first() {
        return checkpoint().or(this::resource).or(this::place).map(conflict -> conflict.hint("Wait for that operation, or cancel it."));
    }

    private String user() {
        return " is in use by " + other.nameFor(next.caller()) + ".";
    }

    /** What one makes or deletes the other one must neither read, make nor delete. */
    private Optional<Problem> checkpoint() {
        Set<CheckpointId> both = new HashSet<>(next.checkpoints());
        both.retainAll(other.checkpoints());
        return both.stream().filter(id -> next.changed().filter(id::equals).isPresent() || other.changed().filter(id::equals).isPresent()).findFirst()
                .map(id -> Problem.of(ProblemKind.CONFLICT, "Checkpoint " + id + user()).subject(id.value()));
    }

    /** What is restored to where it was must be neither read nor written by anybody else meanwhile. */
    private Optional<Problem> resource() {
        boolean write = next.writesResources() || other.writesResources();
        if (!write || !next.touchesResources() || !other.touchesResources()) {
            return Optional.empty();
        }
        return next.graph().resources().stream().map(Resource::ref).filter(ref -> other.graph().number(ref).isPresent()).findFirst()
                .map(ref -> Problem.of(ProblemKind.CONFLICT, "The resource " + ref + user()).subject(ref.toString()));
    }

    /** Nothing is restored to one place twice at once. */
    private Optional<Problem> place() {
        Set<RestoreTarget> both = new HashSet<>(next.targets());
        if (!both.isEmpty()) {
            both.retainAll(other.targets());
        }
        return both.stream().findFirst().map(target -> Problem.of(ProblemKind.CONFLICT, "\"" + target.name() + "\" at " + target.location() + user()));
    }
}
