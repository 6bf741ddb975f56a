package org.redoubt.deploy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.Bundle;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ProtectionService;

/** Asks the engine to take a bundle out of use; without an engine nobody uses it. */
final class Drain {
    private static final Logger LOG = System.getLogger(Drain.class.getName());
    private static final Caller SELF = Caller.of("runtime", ProjectId.DEFAULT);

    private final AtomicReference<ProtectionService> engine = new AtomicReference<>();

    void engine(ProtectionService service) {
        engine.set(service);
    }

    void noEngine(ProtectionService service) {
        engine.compareAndSet(service, null);
    }

    /** Completes when no operation uses the bundle any more, or the grace is over. */
    CompletionStage<Boolean> begin(Bundle bundle, Duration grace) {
        ProtectionService service = engine.get();
        if (service == null) {
            return CompletableFuture.completedStage(true);
        }
        try {
            return service.plugins(SELF).drain(bundle.getBundleId(), grace);
        } catch (RedoubtException refused) {
            LOG.log(Level.WARNING, "{0} is taken away without a drain: {1}", bundle, refused.getMessage());
            return CompletableFuture.completedStage(false);
        }
    }
}
