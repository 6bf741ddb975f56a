package org.redoubt.engine.checkpoint;

import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceGraph;

/**
 * What is known when a checkpoint begins.
 *
 * @param id its id
 * @param plan what is protected, and for whom; a made-up one for a protection without a plan
 * @param planName the name of the plan; empty for a protection without a plan
 * @param provider the provider that holds it
 * @param owner who writes it
 * @param epoch the fencing token of the owner's lease
 * @param operation the operation that makes it
 * @param graph all resources
 */
public record CheckpointStart(CheckpointId id, Plan plan, Optional<String> planName, String provider, Owner owner, long epoch,
        OperationId operation, ResourceGraph graph) {

    /** Refuses {@code null}. */
    public CheckpointStart {
        Objects.requireNonNull(id);
        Objects.requireNonNull(plan);
        Objects.requireNonNull(planName);
        Objects.requireNonNull(provider);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(graph);
    }
}
