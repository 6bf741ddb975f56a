package org.redoubt.engine.checkpoint;

import java.util.Objects;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationId;

/**
 * That an operation is at work on a checkpoint, or was when its runtime went.
 *
 * @param checkpoint which checkpoint
 * @param owner who is at work
 * @param operation in which operation
 */
public record Unfinished(CheckpointId checkpoint, Owner owner, OperationId operation) {

    /** Refuses {@code null}. */
    public Unfinished {
        Objects.requireNonNull(checkpoint);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(operation);
    }
}
