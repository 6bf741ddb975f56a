package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.api.service.OperationHandle.Listening;
import org.redoubt.api.service.OperationListener;

/** Tells listeners what happens in an operation, in order, on a thread that no hook waits for. Thread-safe. */
final class OperationEvents implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private final OperationId operation;
    private final InstantSource clock;
    private final List<OperationListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService teller;

    OperationEvents(OperationId operation, InstantSource clock) {
        this.operation = operation;
        this.clock = clock;
        this.teller = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("redoubt-events-" + operation).factory());
    }

    Listening listen(OperationListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether somebody listens, so that what nobody hears need not be put into words. */
    boolean heard() {
        return !listeners.isEmpty();
    }

    void tell(OperationEvent.Kind kind, Optional<ResourceRef> resource, Optional<Hook> hook, String text) {
        if (!heard()) {
            return;
        }
        OperationEvent event = new OperationEvent(kind, operation, clock.instant(), resource, hook, text);
        try {
            teller.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (RejectedExecutionException ended) {
            LOG.log(Level.DEBUG, "An event came after the end of operation {0}.", operation);
        }
    }

    private static void tell(OperationListener listener, OperationEvent event) {
        try {
            listener.happened(event);
        } catch (RuntimeException broken) {
            LOG.log(Level.WARNING, "A listener of operation " + event.operation() + " failed.", broken);
        }
    }

    /** Tells what is still to be told, and ends. */
    @Override
    public void close() {
        teller.shutdown();
    }
}
