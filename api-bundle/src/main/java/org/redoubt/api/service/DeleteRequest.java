package org.redoubt.api.service;

import java.util.Objects;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationType;

/**
 * A request to delete a checkpoint. Immutable.
 *
 * <p>What is deleted stays in its bank until a collection purges it after its grace, and can be undeleted so long. Plugins are asked to delete
 * what they keep elsewhere when it is purged, not before.
 */
public final class DeleteRequest implements OperationRequest {
    private final CheckpointId checkpoint;
    private final boolean withoutPlugin;
    private final boolean purge;
    private final OperationOptions options;

    private DeleteRequest(CheckpointId checkpoint, boolean withoutPlugin, boolean purge, OperationOptions options) {
        this.checkpoint = Objects.requireNonNull(checkpoint);
        this.withoutPlugin = withoutPlugin;
        this.purge = purge;
        this.options = Objects.requireNonNull(options);
    }

    /** A deletion that can be undone until it is collected. */
    public static DeleteRequest of(CheckpointId checkpoint) {
        return new DeleteRequest(checkpoint, false, false, OperationOptions.defaults());
    }

    /** This request, also if no plugin can read what it wrote: what lies outside the bank then stays. */
    public DeleteRequest withoutPlugin() {
        return new DeleteRequest(checkpoint, true, purge, options);
    }

    /** This request, for good and at once: also of a checkpoint that is deleted already and could still be undeleted. */
    public DeleteRequest purge() {
        return new DeleteRequest(checkpoint, withoutPlugin, true, options);
    }

    /** This request with options. */
    public DeleteRequest options(OperationOptions others) {
        return new DeleteRequest(checkpoint, withoutPlugin, purge, others);
    }

    /** Which checkpoint. */
    public CheckpointId checkpoint() {
        return checkpoint;
    }

    /** Whether resources without a plugin are deleted all the same. */
    public boolean isWithoutPlugin() {
        return withoutPlugin;
    }

    /** Whether it is deleted for good and at once. */
    public boolean isPurge() {
        return purge;
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
