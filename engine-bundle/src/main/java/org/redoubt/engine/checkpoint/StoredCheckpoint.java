package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.vault.VaultSession;

/**
 * A checkpoint as a bank holds it. What its small documents say was read when it was found and does not change any more; graph,
 * records and sections are read when they are asked for. Thread-safe.
 */
public final class StoredCheckpoint {

    /** Its id. */
    public CheckpointId id() {
        throw new UnsupportedOperationException();
    }

    /** Its status when it was found. */
    public CheckpointStatus status() {
        throw new UnsupportedOperationException();
    }

    /** Whose it is. */
    public ProjectId project() {
        throw new UnsupportedOperationException();
    }

    /** The name of its plan; empty without one. */
    public Optional<String> planName() {
        throw new UnsupportedOperationException();
    }

    /** The provider that holds it. */
    public String provider() {
        throw new UnsupportedOperationException();
    }

    /** When its making began. */
    public Instant createdAt() {
        throw new UnsupportedOperationException();
    }

    /**
     * The plan that it was made by, as it was then.
     *
     * @throws BankException of kind {@code DAMAGED} if the beginning of the checkpoint cannot be read
     */
    public Plan plan() throws BankException {
        throw new UnsupportedOperationException();
    }

    /** Who began it; empty if that cannot be read. */
    public Optional<Owner> owner() {
        throw new UnsupportedOperationException();
    }

    /** The fencing token with which it was begun. */
    public long epoch() {
        throw new UnsupportedOperationException();
    }

    /**
     * The checkpoint as hooks see it. Reads the graph, once.
     *
     * @throws RedoubtException of kind {@code DAMAGED}, naming the object, if the graph cannot be read
     */
    public Checkpoint checkpoint() throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /**
     * What is recorded of each resource, in the order of the graph; all pending if nothing is recorded yet.
     *
     * @throws RedoubtException of kind {@code DAMAGED}, naming the object, if that cannot be read
     */
    public List<StoredRecord> records() throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /** The checkpoint as the front door shows it. */
    public CheckpointView view(Readability readability) {
        throw new UnsupportedOperationException();
    }

    /**
     * The section of a resource, read only.
     *
     * @param resource a resource
     * @param vault the session that its data is read from
     */
    public ResourceSection section(Resource resource, VaultSession vault) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads and checks begin, graph, records and outcome.
     *
     * @return what is wrong, each naming the object
     * @throws BankException if the check itself could not go on
     */
    public List<Problem> checkDocuments() throws BankException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads and checks every document and every byte of the section of a resource.
     *
     * @param resource a resource
     * @param vault the session that its data is read from
     * @param progress told the bytes that were read, now and then
     * @return what is wrong, each with the resource as its subject and naming the object
     * @throws RedoubtException if the check itself could not go on
     */
    public List<Problem> checkSection(Resource resource, VaultSession vault, LongConsumer progress) throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /**
     * Copies documents and data of a section to another checkpoint.
     *
     * @param resource a resource
     * @param from the session that its data is read from
     * @param target the checkpoint that gets the copy
     * @param to the session that the copy's data is written to
     * @param progress told the bytes that were copied, now and then
     * @throws RedoubtException if it could not be copied whole
     */
    public void copySection(Resource resource, VaultSession from, CheckpointDraft target, VaultSession to, LongConsumer progress)
            throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /** Stores that it was checked. */
    public void verified(Verification verification) throws BankException {
        throw new UnsupportedOperationException();
    }

    /** All checks of it that are stored, the oldest first. */
    public List<Verification> verifications() throws BankException {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends it as failed in place of its owner, who is gone.
     *
     * @param by who takes over
     * @param epoch the fencing token of that one
     * @param problems why
     * @return true if this ended it; false if it had been ended before
     */
    public boolean abort(Owner by, long epoch, List<Problem> problems) throws BankException {
        throw new UnsupportedOperationException();
    }

    /**
     * Stores the intent to delete it, durable when this returns. One that is still being written is ended as failed first.
     *
     * @param by who deletes
     * @param operation the operation that deletes
     */
    public CheckpointDeletion beginDelete(Owner by, OperationId operation) throws BankException {
        throw new UnsupportedOperationException();
    }
}
