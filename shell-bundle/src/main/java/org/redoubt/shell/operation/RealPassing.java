package org.redoubt.shell.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationView;

/** Time as it passes outside of tests. */
final class RealPassing implements Passing {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Optional<OperationView> end(OperationHandle handle, Duration longest) throws InterruptedException {
        CompletableFuture<OperationView> done = handle.done().toCompletableFuture();
        try {
            return Optional.of(done.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
