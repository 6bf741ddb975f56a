package org.redoubt.engine.operation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.provider.ProviderLease;

/** Brings resources back. */
final class RestoreWork extends ReadingWork {
    private final boolean keeps;
    private final Map<ResourceRef, RestoreTarget> targets;

    RestoreWork(ProviderLease provider, StoredCheckpoint stored, Sessions sessions, RestoreRequest request, ResourceGraph graph)
            throws RedoubtException {
        super(provider, stored, stored.checkpoint(), sessions);
        this.keeps = request.keepsOnFailure();
        this.targets = request.target().map(location -> targets(location, graph)).orElse(Map.of());
    }

    /** Gives each resource its name, numbered where names of one type collide. */
    static Map<ResourceRef, RestoreTarget> targets(String location, ResourceGraph graph) {
        Map<ResourceRef, RestoreTarget> targets = new HashMap<>();
        Map<String, Set<String>> taken = new HashMap<>();
        for (Resource resource : graph.resources()) {
            Set<String> names = taken.computeIfAbsent(resource.type(), type -> new HashSet<>());
            String name = resource.name();
            for (int n = 2; !names.add(name); n++) {
                name = resource.name() + "-" + n;
            }
            targets.put(resource.ref(), new RestoreTarget(location, name));
        }
        return targets;
    }

    @Override
    public OperationType type() {
        return OperationType.RESTORE;
    }

    @Override
    public void begin(Earlier earlier) {
        // Nothing of a restore is recorded in the bank.
    }

    @Override
    public Optional<RestoreTarget> restoreTarget(Resource resource) {
        return Optional.ofNullable(targets.get(resource.ref()));
    }

    /** What is damaged in the bank is lost, and no reason to leave out what is sound. */
    @Override
    public boolean goesOnAfter(Problem failure) {
        return failure.kind() == ProblemKind.DAMAGED;
    }

    @Override
    public ResourceStatus incompleteStatus() {
        return ResourceStatus.PARTIAL;
    }

    @Override
    public boolean keepsProducts() {
        return keeps;
    }

    @Override
    public boolean needsWholeGroups() {
        return !keeps;
    }

    @Override
    public void succeed(ResourceRuns resources, List<Problem> problems) {
        // What was restored speaks for itself.
    }

    @Override
    public void fail(ResourceRuns resources, List<Problem> problems) {
        // What was made has been taken back.
    }
}
