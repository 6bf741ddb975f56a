package org.redoubt.api.service;

import java.util.List;
import java.util.Objects;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceRef;

/** A request to verify. Immutable. */
public final class VerifyRequest implements OperationRequest {
    private final CheckpointId checkpoint;
    private final List<ResourceRef> resources;
    private final OperationOptions options;

    private VerifyRequest(CheckpointId checkpoint, List<ResourceRef> resources, OperationOptions options) {
        this.checkpoint = Objects.requireNonNull(checkpoint);
        this.resources = List.copyOf(resources);
        this.options = Objects.requireNonNull(options);
    }

    /** Everything in a checkpoint. */
    public static VerifyRequest of(CheckpointId checkpoint) {
        return new VerifyRequest(checkpoint, List.of(), OperationOptions.defaults());
    }

    /** This request for these resources and all their dependents; empty for all. */
    public VerifyRequest resources(List<ResourceRef> some) {
        return new VerifyRequest(checkpoint, some, options);
    }

    /** This request with options. */
    public VerifyRequest options(OperationOptions others) {
        return new VerifyRequest(checkpoint, resources, others);
    }

    /** Which checkpoint. */
    public CheckpointId checkpoint() {
        return checkpoint;
    }

    /** Which resources; empty for all. */
    public List<ResourceRef> resources() {
        return resources;
    }

    @Override
    public OperationType type() {
        return OperationType.VERIFY;
    }

    @Override
    public OperationOptions options() {
        return options;
    }
}
