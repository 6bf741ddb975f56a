package org.redoubt.engine.owner;

import org.redoubt.api.protection.OperationId;

/** What this runtime knows of its own operations. Thread-safe. */
public interface Workers {

    /** Whether an operation runs now. */
    boolean isRunning(OperationId operation);

    /** Whether an operation of an earlier life of this runtime will be gone on with, so that what it left stays as it is. */
    boolean goesOn(OperationId operation);
}
