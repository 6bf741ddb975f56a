package org.redoubt.probe;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Cannot be started. */
public final class FailingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("the licence has run out");
    }

    @Override
    public void stop(BundleContext context) {
        // It never runs.
    }
}
