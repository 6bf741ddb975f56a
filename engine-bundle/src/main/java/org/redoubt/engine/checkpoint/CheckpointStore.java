package org.redoubt.engine.checkpoint;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CheckpointQuery;

/**
 * The checkpoints of one bank, whatever providers they were made by. Stateless and thread-safe: several stores over one bank, in
 * several processes, do not harm each other.
 */
public final class CheckpointStore {

    /**
     * @param bank the bank
     * @param clock the clock to take times from
     */
    public CheckpointStore(Bank bank, InstantSource clock) {
    }

    /**
     * Begins a checkpoint: it is listed as protecting when this returns.
     *
     * @param start what is known of it
     * @throws BankException of kind {@code EXISTS} if there is one with the id
     */
    public CheckpointDraft begin(CheckpointStart start) throws BankException {
        throw new UnsupportedOperationException();
    }

    /**
     * Goes on with a checkpoint that has no outcome yet.
     *
     * @param id its id
     * @param owner who goes on
     * @param epoch the fencing token of that one
     * @throws RedoubtException of kind {@code NOT_FOUND}, or {@code CONFLICT} if it has an outcome, or is being deleted
     */
    public CheckpointDraft resume(CheckpointId id, Owner owner, long epoch) throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /**
     * A checkpoint.
     *
     * @param id its id
     * @return the checkpoint, also a damaged or a deleted one, if there is anything of it
     * @throws BankException if the bank cannot be read
     */
    public Optional<StoredCheckpoint> find(CheckpointId id) throws BankException {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists checkpoints, exactly as the query says. Deleted ones only if the query asks for that status.
     *
     * @param project whose
     * @param query which
     * @throws RedoubtException if the bank cannot be read, or of kind {@code NOT_FOUND} if there is no checkpoint at the marker
     */
    public List<StoredCheckpoint> list(ProjectId project, CheckpointQuery query) throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /**
     * The newest available checkpoint that was made like another one: by the same plan, or without a plan from the same resources.
     *
     * @param project whose
     * @param provider the provider that it was made for
     * @param planName the name of the plan; empty without one
     * @param roots the resources that discovery began with
     */
    public Optional<StoredCheckpoint> newestAvailable(ProjectId project, String provider, Optional<String> planName, Set<ResourceRef> roots)
            throws BankException {
        throw new UnsupportedOperationException();
    }

    /**
     * The ids that a person may mean.
     *
     * @param project whose
     * @param text a whole id, or some of its first or last characters
     * @return all that fit, each once, the newest first
     */
    public List<CheckpointId> matching(ProjectId project, String text) throws BankException {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes all index entries again that are missing, and takes away those of checkpoints that are deleted.
     *
     * @return how many were added or taken away
     */
    public long rebuildIndices() throws BankException {
        throw new UnsupportedOperationException();
    }
}
