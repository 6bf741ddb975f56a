package org.redoubt.engine.operation;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.ResourceGraph;

/**
 * What an operation has in use.
 *
 * @param spec the operation
 */
record OperationUse(OperationSpec spec) implements Use {
    private Work work() {
        return spec.work();
    }

    @Override
    public Caller caller() {
        return spec.caller();
    }

    @Override
    public String nameFor(Caller somebody) {
        return spec.nameFor(somebody);
    }

    @Override
    public Set<CheckpointId> checkpoints() {
        Set<CheckpointId> ids = new HashSet<>();
        work().target().map(Checkpoint::id).ifPresent(ids::add);
        ids.add(work().checkpoint().id());
        return ids;
    }

    @Override
    public Optional<CheckpointId> changed() {
        return switch (work().type()) {
            case PROTECT, DELETE -> Optional.of(work().checkpoint().id());
            case COPY -> work().target().map(Checkpoint::id);
            case RESTORE, VERIFY -> Optional.empty();
        };
    }

    @Override
    public ResourceGraph graph() {
        return spec.graph();
    }

    @Override
    public boolean touchesResources() {
        return work().type() == OperationType.PROTECT || writesResources();
    }

    @Override
    public boolean writesResources() {
        return work().type() == OperationType.RESTORE && graph().resources().stream().noneMatch(resource -> work().restoreTarget(resource).isPresent());
    }

    @Override
    public Set<RestoreTarget> targets() {
        Set<RestoreTarget> targets = new HashSet<>();
        if (work().type() == OperationType.RESTORE) {
            graph().resources().forEach(resource -> work().restoreTarget(resource).ifPresent(targets::add));
        }
        return targets;
    }
}
