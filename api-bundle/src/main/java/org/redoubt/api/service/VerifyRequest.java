package org.redoubt.api.service;

import java.util.List;
import java.util.Objects;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.vault.CheckDepth;

/** A request to verify. Immutable. */
public final class VerifyRequest implements OperationRequest {
    private final CheckpointId checkpoint;
    private final List<ResourceRef> resources;
    private final CheckDepth depth;
    private final OperationOptions options;

    private VerifyRequest(CheckpointId checkpoint, List<ResourceRef> resources, CheckDepth depth, OperationOptions options) {
        this.checkpoint = Objects.requireNonNull(checkpoint);
        this.resources = List.copyOf(resources);
        this.depth = Objects.requireNonNull(depth);
        this.options = Objects.requireNonNull(options);
    }

    /** Everything in a checkpoint, every byte of it. */
    public static VerifyRequest of(CheckpointId checkpoint) {
        return new VerifyRequest(checkpoint, List.of(), CheckDepth.CONTENT, OperationOptions.defaults());
    }

    /** This request for these resources and all their dependents; empty for all. */
    public VerifyRequest resources(List<ResourceRef> some) {
        return new VerifyRequest(checkpoint, some, depth, options);
    }

    /** This request to another depth: documents and lists are read at each, and the bytes of data only at {@link CheckDepth#CONTENT}. */
    public VerifyRequest depth(CheckDepth other) {
        return new VerifyRequest(checkpoint, resources, other, options);
    }

    /** This request with options. */
    public VerifyRequest options(OperationOptions others) {
        return new VerifyRequest(checkpoint, resources, depth, others);
    }

    /** Which checkpoint. */
    public CheckpointId checkpoint() {
        return checkpoint;
    }

    /** Which resources; empty for all. */
    public List<ResourceRef> resources() {
        return resources;
    }

    /** How closely to look. */
    public CheckDepth depth() {
        return depth;
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
