package org.redoubt.engine.lease;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Knows that the whole framework stops, before the first bundle does: then operations are interrupted first, and a service
 * that leaves waits for nobody. Thread-safe.
 */
@Component(service = Shutdown.class)
public final class Shutdown {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final Runnable ignore;

    /** Watches the framework of a bundle. */
    @Activate
    public Shutdown(BundleContext context) {
        SynchronousBundleListener listener = event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                begin();
            }
        };
        context.addBundleListener(listener);
        ignore = () -> context.removeBundleListener(listener);
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
            begin();
        }
    }

    /** One that begins only when {@link #begin()} is called, for use without a framework. */
    public Shutdown() {
        ignore = () -> { };
    }

    /** Whether it has begun. It never ends. */
    public boolean begun() {
        return begun.get();
    }

    /**
     * Adds an action that runs once when the framework begins to stop, in the thread that stops it, before any bundle is
     * stopped.
     *
     * @return takes the action away again
     */
    public Registration before(Runnable action) {
        actions.add(action);
        return () -> actions.remove(action);
    }

    /** An action that was added. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Takes the action away again. */
        @Override
        void close();
    }

    /** Begins. What an action throws keeps no other one from running. */
    public void begin() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                System.getLogger(Shutdown.class.getName()).log(System.Logger.Level.WARNING, "An action before the shutdown failed.", e);
            }
        }
    }

    @Deactivate
    void deactivate() {
        ignore.run();
    }
}
