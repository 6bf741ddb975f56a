package org.redoubt.api.protectable;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.CancelledException;

/** For whom resources are discovered. Thread-safe. */
@ProviderType
public interface DiscoveryContext {
    /** For whom. */
    Caller caller();

    /** When the answer has to be there. */
    Optional<Instant> deadline();

    /** Ends the discovery if nobody waits for it any more: to be called now and then. */
    void checkCancelled() throws CancelledException;
}
