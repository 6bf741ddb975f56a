package org.redoubt.shell.operation;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationView;

/** The time that passes while somebody waits for an operation. */
interface Passing {
    /** The time now, in nanoseconds since any instant. */
    long nanos();

    /** Waits so long, or until the operation has ended: the last view of it then. How it stands meanwhile is asked for more cheaply. */
    Optional<OperationView> end(OperationHandle handle, Duration longest) throws InterruptedException;
}
