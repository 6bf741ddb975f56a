package org.redoubt.engine.operation;

import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.journal.OperationHeader;

/**
 * What is in use while an operation is taken back: what a restore has made is removed from where it was put. No checkpoint is needed.
 *
 * @param id which operation
 * @param header what was asked for, and by whom
 * @param graph the resources that it works on
 */
record UndoUse(OperationId id, OperationHeader header, ResourceGraph graph) implements Use {
    private Optional<RestoreRequest> restore() {
        return header.request() instanceof RestoreRequest restore ? Optional.of(restore) : Optional.empty();
    }

    @Override
    public Caller caller() {
        return header.caller();
    }

    @Override
    public String nameFor(Caller somebody) {
        return somebody.project().equals(caller().project()) ? "the undo of the " + header.request().type().word() + " " + id
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
