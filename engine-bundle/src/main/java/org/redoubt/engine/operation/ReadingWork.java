package org.redoubt.engine.operation;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.provider.ProviderLease;

/** The part that all operations on a stored checkpoint have. */
abstract class ReadingWork implements Work {
    private final ProviderLease provider;
    private final StoredCheckpoint stored;
    private final Checkpoint checkpoint;
    private final Sessions sessions;

    /** Opens a session of the vault, so that checks can read. */
    ReadingWork(ProviderLease provider, StoredCheckpoint stored, Checkpoint checkpoint, Sessions sessions) throws RedoubtException {
        this.provider = provider;
        this.stored = stored;
        this.checkpoint = checkpoint;
        this.sessions = sessions;
        sessions.reading(provider);
    }

    final StoredCheckpoint stored() {
        return stored;
    }

    final ProviderLease lease() {
        return provider;
    }

    final Sessions sessions() {
        return sessions;
    }

    @Override
    public final String provider() {
        return stored.provider();
    }

    @Override
    public final Optional<String> plan() {
        return stored.planName();
    }

    @Override
    public final Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public final ResourceSection section(Resource resource) {
        return stored.section(resource, sessions.open(provider));
    }

    @Override
    public void close() {
        GivingBack.all(List.of(sessions, provider));
    }
}
