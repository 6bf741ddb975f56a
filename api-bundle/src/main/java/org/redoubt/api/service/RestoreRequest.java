package org.redoubt.api.service;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceRef;

/** A request to restore. Immutable. */
public final class RestoreRequest implements OperationRequest {
    private final CheckpointId checkpoint;
    private final String target;
    private final List<ResourceRef> resources;
    private final boolean partial;
    private final boolean keep;
    private final OperationOptions options;

    private RestoreRequest(CheckpointId checkpoint, String target, List<ResourceRef> resources, boolean partial, boolean keep, OperationOptions options) {
        this.checkpoint = Objects.requireNonNull(checkpoint);
        this.target = target;
        this.resources = List.copyOf(resources);
        this.partial = partial;
        this.keep = keep;
        this.options = Objects.requireNonNull(options);
    }

    /** Everything, to where it came from. */
    public static RestoreRequest of(CheckpointId checkpoint) {
        return new RestoreRequest(checkpoint, null, List.of(), false, false, OperationOptions.defaults());
    }

    /** This request to another place: an absolute path of a directory for what lives in file systems. */
    public RestoreRequest target(String location) {
        return new RestoreRequest(checkpoint, Objects.requireNonNull(location), resources, partial, keep, options);
    }

    /** This request for these resources and all their dependents; empty for all. */
    public RestoreRequest resources(List<ResourceRef> some) {
        return new RestoreRequest(checkpoint, target, some, partial, keep, options);
    }

    /** This request, also from a checkpoint that is partial. */
    public RestoreRequest allowPartial() {
        return new RestoreRequest(checkpoint, target, resources, true, keep, options);
    }

    /** This request, keeping what was restored when others fail. */
    public RestoreRequest keepOnFailure() {
        return new RestoreRequest(checkpoint, target, resources, partial, true, options);
    }

    /** This request with options. */
    public RestoreRequest options(OperationOptions others) {
        return new RestoreRequest(checkpoint, target, resources, partial, keep, others);
    }

    /** From which checkpoint. */
    public CheckpointId checkpoint() {
        return checkpoint;
    }

    /** To which place; empty for where it came from. */
    public Optional<String> target() {
        return Optional.ofNullable(target);
    }

    /** Which resources; empty for all. */
    public List<ResourceRef> resources() {
        return resources;
    }

    /** Whether a partial checkpoint will do. */
    public boolean partialAllowed() {
        return partial;
    }

    /** Whether what was restored stays when others fail. */
    public boolean keepsOnFailure() {
        return keep;
    }

    @Override
    public OperationType type() {
        return OperationType.RESTORE;
    }

    @Override
    public OperationOptions options() {
        return options;
    }
}
