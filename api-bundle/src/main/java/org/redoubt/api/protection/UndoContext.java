package org.redoubt.api.protection;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.snapshot.VolumeSnapshotter;

/** The surroundings of undoing one step. Thread-safe; valid until {@link ProtectionPlugin#undo} returns. */
@ProviderType
public interface UndoContext {
    /** Which operation registered the step. */
    OperationId operation();

    /** For whom it ran. */
    Caller caller();

    /** The clock to take times from. */
    InstantSource clock();

    /** When this attempt has to have ended. */
    Optional<Instant> deadline();

    /** What the hooks of the resource had left. */
    Map<String, String> memo();

    /** A snapshotter by its name. */
    Optional<VolumeSnapshotter> snapshotter(String name);

    /** The value behind a reference. */
    Secret secret(String reference) throws RedoubtException;
}
