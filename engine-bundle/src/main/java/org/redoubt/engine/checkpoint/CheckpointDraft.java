package org.redoubt.engine.checkpoint;

import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.VaultSession;

/**
 * A checkpoint while its owner writes it. Thread-safe. It ends with {@link #commit} or {@link #abort}, whichever is first, here or by
 * another runtime that took over.
 */
public final class CheckpointDraft {

    /** The checkpoint as hooks see it. */
    public Checkpoint checkpoint() {
        throw new UnsupportedOperationException();
    }

    /**
     * The section of a resource, to be written. Every call for one resource gives a view of the same section.
     *
     * @param resource one of the graph
     * @param vault the session that its data is written to
     */
    public ResourceSection section(Resource resource, VaultSession vault) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes away what the section of a resource holds, so that the resource can be protected once more.
     *
     * @param resource one of the graph
     */
    public void reset(Resource resource) throws BankException {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends it as available, or as partial if a record is not done. Makes the data durable first.
     *
     * @param vault the session that the data was written to
     * @param result what became of each resource
     * @return true if this ended it; false if it had been ended before, by whoever took over
     * @throws RedoubtException if it could not be ended; it is still open then, unless reading it back says otherwise
     */
    public boolean commit(VaultSession vault, Result result) throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends it as failed.
     *
     * @param result what became of each resource, and why it failed
     * @return true if this ended it; false if it had been ended before
     */
    public boolean abort(Result result) throws BankException {
        throw new UnsupportedOperationException();
    }
}
