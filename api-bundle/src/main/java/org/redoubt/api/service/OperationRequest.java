package org.redoubt.api.service;

import org.redoubt.api.protection.OperationType;

/** A request for one of the five operations. Immutable. */
public sealed interface OperationRequest permits ProtectRequest, RestoreRequest, VerifyRequest, CopyRequest, DeleteRequest {
    /** Which operation. */
    OperationType type();

    /** What all operations can be told. */
    OperationOptions options();
}
