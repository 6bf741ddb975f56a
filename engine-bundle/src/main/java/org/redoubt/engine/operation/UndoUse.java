package org.redoubt.engine.operation;

import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.journal.RecordedOperation;

/**
 * What is in use while an operation is taken back: what a restore has made is removed from where it was put. No checkpoint is needed.
 *
 * @param operation the operation
 */
record UndoUse(RecordedOperation operation) implements Use {
    private Optional<RestoreRequest> restore() {
        return operation.header().request() instanceof RestoreRequest restore ? Optional.of(restore) : Optional.empty();
    }

    @Override
    public Caller caller() {
        return operation.header().caller();
    }

    @Override
    public String nameFor(Caller somebody) {
        return somebody.project().equals(caller().project()) ? "the undo of the " + operation.header().request().type().word() + " " + operation.id()
                : "another operation";
    }

    @Override
    public Set<CheckpointId> checkpoints() {
        return Set.of();
    }

    @Override
    public Optional<CheckpointId> changed() {
        return Optional.empty();
    }

    @Override
    public ResourceGraph graph() {
        return operation.graph();
    }

    @Override
    public boolean touchesResources() {
        return writesResources();
    }

    @Override
    public boolean writesResources() {
        return restore().filter(restore -> restore.target().isEmpty()).isPresent();
    }

    @Override
    public Set<RestoreTarget> targets() {
        return restore().flatMap(RestoreRequest::target).map(location -> Set.copyOf(RestoreWork.targets(location, graph()).values())).orElse(Set.of());
    }
}
