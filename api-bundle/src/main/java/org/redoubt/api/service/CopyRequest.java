package org.redoubt.api.service;

import java.util.Objects;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.OperationType;

/** A request to copy a checkpoint to another provider. Immutable. */
public final class CopyRequest implements OperationRequest {
    private final CheckpointId checkpoint;
    private final String provider;
    private final OperationOptions options;

    private CopyRequest(CheckpointId checkpoint, String provider, OperationOptions options) {
        this.checkpoint = Objects.requireNonNull(checkpoint);
        this.provider = Objects.requireNonNull(provider);
        this.options = Objects.requireNonNull(options);
    }

    /**
     * A copy.
     *
     * @param checkpoint of which checkpoint
     * @param provider to which provider
     */
    public static CopyRequest of(CheckpointId checkpoint, String provider) {
        return new CopyRequest(checkpoint, provider, OperationOptions.defaults());
    }

    /** This request with options. */
    public CopyRequest options(OperationOptions others) {
        return new CopyRequest(checkpoint, provider, others);
    }

    /** Of which checkpoint. */
    public CheckpointId checkpoint() {
        return checkpoint;
    }

    /** To which provider. */
    public String provider() {
        return provider;
    }

    @Override
    public OperationType type() {
        return OperationType.COPY;
    }

    @Override
    public OperationOptions options() {
        return options;
    }
}
