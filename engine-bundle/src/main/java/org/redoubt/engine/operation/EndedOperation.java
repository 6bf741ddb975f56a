package org.redoubt.engine.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationListener;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProgressView;

/**
 * An operation in which nothing happens any more, or not now. Thread-safe.
 *
 * @param view how it stands
 */
record EndedOperation(OperationView view) implements OperationHandle {
    @Override
    public OperationId id() {
        return view.id();
    }

    @Override
    public OperationState state() {
        return view.state();
    }

    @Override
    public ProgressView progress() {
        return view.progress();
    }

    @Override
    public CompletionStage<OperationView> done() {
        return CompletableFuture.completedStage(view);
    }

    @Override
    public void cancel(String reason) {
        // It has ended.
    }

    @Override
    public Listening listen(OperationListener listener) {
        return () -> { };
    }
}
