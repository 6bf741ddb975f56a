package org.redoubt.testkit.protection;

import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.protectable.DiscoveryContext;

/** The surroundings of a discovery for the default project. Thread-safe. */
public final class TestDiscoveryContext implements DiscoveryContext {
    private volatile boolean cancelled;

    /** Cancels: from now on {@link #checkCancelled()} throws. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public Caller caller() {
        return Caller.of("tester", ProjectId.DEFAULT);
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    @Override
    public void checkCancelled() throws CancelledException {
        if (cancelled) {
            throw new CancelledException("The test has cancelled the discovery.");
        }
    }
}
