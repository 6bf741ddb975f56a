package org.redoubt.engine.checkpoint;

import java.util.List;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;

/** The deletion of a checkpoint, after its intent was stored. Every step is idempotent. Thread-safe. */
public final class CheckpointDeletion {

    /**
     * Deletes the documents of the section of one resource. Bulk data that no checkpoint needs any more is the vault's affair.
     *
     * @param resource a resource
     */
    public void deleteSection(Resource resource) throws BankException {
        throw new UnsupportedOperationException();
    }

    /** Deletes all that is left, documents first and index entries last; a small record that it was there stays. */
    public void finish() throws BankException {
        throw new UnsupportedOperationException();
    }

    /** Stores that this attempt failed. */
    public void failed(List<Problem> problems) throws BankException {
        throw new UnsupportedOperationException();
    }
}
