package org.redoubt.deploy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.Bundle;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.service.ProtectionService;

/** Asks the engine to take a bundle out of use; without an engine nobody uses it. */
final class Drain {
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
        return service == null
                ? CompletableFuture.completedStage(true)
                : service.plugins(SELF).drain(bundle.getBundleId(), grace);
    }
}
