package org.redoubt.api.service;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.protection.OperationId;

/** An operation that was begun. Thread-safe. */
@ProviderType
public interface OperationHandle {
    /** Its id. */
    OperationId id();

    /** How far it is now. Cheap however many resources there are. */
    OperationState state();

    /** How much is done now. Cheap however many resources there are, so it may be asked for many times a second. */
    ProgressView progress();

    /** How it is now, with every resource: takes time in proportion to their number. */
    OperationView view();

    /** Completes with the last view when the operation has ended, undo included; never exceptionally. */
    CompletionStage<OperationView> done();

    /**
     * Asks it to stop; what it has done is taken back. Without effect when it has ended.
     *
     * @param reason one sentence
     */
    void cancel(String reason);

    /**
     * Tells a listener of everything that happens from now on, on a thread of the engine, in order.
     *
     * @param listener whom
     * @return ends the listening
     */
    Listening listen(OperationListener listener);

    /** Ends the listening when closed. */
    @ProviderType
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
