package org.redoubt.api.service;

import java.util.Objects;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationType;

/** A request to delete a checkpoint. Immutable. */
public final class DeleteRequest implements OperationRequest {
    private final CheckpointId checkpoint;
    private final boolean withoutPlugin;
    private final OperationOptions options;

    private DeleteRequest(CheckpointId checkpoint, boolean withoutPlugin, OperationOptions options) {
        this.checkpoint = Objects.requireNonNull(checkpoint);
        this.withoutPlugin = withoutPlugin;
        this.options = Objects.requireNonNull(options);
    }

    /** A deletion. */
    public static DeleteRequest of(CheckpointId checkpoint) {
        return new DeleteRequest(checkpoint, false, OperationOptions.defaults());
    }

    /** This request, also if no plugin can read what it wrote: what lies outside the bank then stays. */
    public DeleteRequest withoutPlugin() {
        return new DeleteRequest(checkpoint, true, options);
    }

    /** This request with options. */
    public DeleteRequest options(OperationOptions others) {
        return new DeleteRequest(checkpoint, withoutPlugin, others);
    }

    /** Which checkpoint. */
    public CheckpointId checkpoint() {
        return checkpoint;
    }

    /** Whether resources without a plugin are deleted all the same. */
    public boolean isWithoutPlugin() {
        return withoutPlugin;
    }

    @Override
    public OperationType type() {
        return OperationType.DELETE;
    }

    @Override
    public OperationOptions options() {
        return options;
    }
}
