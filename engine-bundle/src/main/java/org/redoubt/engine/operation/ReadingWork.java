package org.redoubt.engine.operation;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.provider.ProviderLease;

/** The part that all operations on a stored checkpoint have. */
abstract class ReadingWork implements Work {
    private static final Set<CheckpointStatus> GOING = EnumSet.of(CheckpointStatus.DELETED, CheckpointStatus.DELETING,
            CheckpointStatus.ERROR_DELETING, CheckpointStatus.PURGED);

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
    public final void confirm() throws RedoubtException {
        Optional<RedoubtException> changed = Preparation.changed(stored, type());
        if (changed.isPresent()) {
            throw changed.get();
        }
    }

    /** What is missing may just have been deleted: another runtime cannot know what is in use here. */
    @Override
    public final Problem explained(Problem failure) {
        if (failure.kind() != ProblemKind.DAMAGED && failure.kind() != ProblemKind.NOT_FOUND) {
            return failure;
        }
        try {
            return deleted().map(why -> failure.subject().map(why::subject).orElse(why)).orElse(failure);
        } catch (BankException unknown) {
            return failure;
        }
    }

    /** Refuses to call anything damaged, or sound, that was deleted. */
    final void demandNotDeleted() throws RedoubtException {
        Optional<Problem> deleted = deleted();
        if (deleted.isPresent()) {
            throw new RedoubtException(deleted.get());
        }
    }

    private Optional<Problem> deleted() throws BankException {
        return stored.changed().filter(GOING::contains).map(now -> Problem.of(ProblemKind.CONFLICT,
                "Checkpoint " + stored.id() + " was deleted by another runtime while it was in use."));
    }

    @Override
    public void close() {
        GivingBack.all(List.of(sessions, provider));
    }
}
