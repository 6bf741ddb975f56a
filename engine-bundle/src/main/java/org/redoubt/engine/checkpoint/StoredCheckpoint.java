package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;

/**
 * A checkpoint as a bank holds it. What its small documents say was read when it was found and does not change any more; graph,
 * records and sections are read when they are asked for. Thread-safe.
 */
public final class StoredCheckpoint {
    private final DocumentStore documents;
    private final InstantSource clock;
    private final FactsReader reader;
    private final Facts facts;
    private final Lazy<Checkpoint> whole;
    private final Lazy<Records> records;

    StoredCheckpoint(DocumentStore documents, InstantSource clock, FactsReader reader, Facts facts) {
        this.documents = documents;
        this.clock = clock;
        this.reader = reader;
        this.facts = facts;
        this.whole = new Lazy<>(() -> new WholeCheckpoint(facts.id(), facts.identity(),
                GraphPages.read(documents, facts.layout().graph())));
        this.records = new Lazy<>(() -> Records.read(documents, facts, whole.get().graph()));
    }

    /** Its id. */
    public CheckpointId id() {
        return facts.id();
    }

    /** Its status when it was found. */
    public CheckpointStatus status() {
        return facts.status();
    }

    /** The status that it has come to since it was found; empty if nothing has happened to it. */
    public Optional<CheckpointStatus> changed() throws BankException {
        Optional<Facts> now = reader.read(facts.id());
        boolean same = now.filter(f -> f.status() == facts.status() && f.progress().attempt().equals(facts.progress().attempt())).isPresent();
        return same ? Optional.empty() : Optional.of(now.map(Facts::status).orElse(CheckpointStatus.PURGED));
    }

    /** Why it is not available, as it was when it was found. */
    public List<Problem> problems() {
        return facts.problems();
    }

    /** Whose it is. */
    public ProjectId project() {
        return facts.identity().project();
    }

    /** The name of its plan; empty without one. */
    public Optional<String> planName() {
        return facts.identity().planName();
    }

    /** The provider that holds it. */
    public String provider() {
        return facts.identity().provider();
    }

    /** When its making began. */
    public Instant createdAt() {
        return facts.identity().createdAt();
    }

    /**
     * The plan that it was made by, as it was then.
     *
     * @throws BankException of kind {@code DAMAGED} if the beginning of the checkpoint cannot be read
     */
    public Plan plan() throws BankException {
        return begin().plan();
    }

    /**
     * The operation that makes it, or was the last to do so.
     *
     * @throws BankException of kind {@code DAMAGED} if the beginning of the checkpoint cannot be read
     */
    public OperationId operation() throws BankException {
        return facts.progress().takeover().isPresent() ? facts.progress().takeover().get().operation() : begin().operation();
    }

    /** The attempt to make it that is going on, or was the last. */
    public AttemptId attempt() {
        return facts.progress().attempt();
    }

    private Begin begin() throws BankException {
        if (facts.begin().isPresent()) {
            return facts.begin().get();
        }
        // Reading it once more tells what is wrong with it.
        return Begin.read(new Fields(facts.layout().begin(), documents.read(Kind.BEGIN, facts.layout().begin()).content()));
    }

    Position position() {
        return Position.of(facts.id(), facts.identity());
    }

    /** A draft that goes on where this one was left. */
    CheckpointDraft resume(Successor successor, OperationId operation, ResourceGraph graph) throws RedoubtException {
        successor.checkOpen(facts);
        return new Resumption(documents, facts, successor, operation).draft(begun(), graph);
    }

    /** With its graph; empty if that was never written as a whole. */
    private Optional<Checkpoint> begun() throws BankException {
        try {
            return Optional.of(whole.get());
        } catch (BankException e) {
            if (DocumentProblems.isUnusable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Who makes it, or was the last to do so; empty if that cannot be read. */
    public Optional<Owner> owner() {
        return facts.writer().map(Takeover::owner);
    }

    /** The fencing token of that one; 0 if that cannot be read. */
    public long epoch() {
        return facts.writer().map(Takeover::epoch).orElse(0L);
    }

    /**
     * The checkpoint as hooks see it. Reads the graph, once.
     *
     * @throws RedoubtException of kind {@code DAMAGED}, naming the object, if the graph cannot be read
     */
    public Checkpoint checkpoint() throws RedoubtException {
        return whole.get();
    }

    /**
     * What is recorded of each resource, in the order in which it was recorded; all pending if nothing is recorded yet.
     *
     * @throws RedoubtException of kind {@code DAMAGED}, naming the object, if that cannot be read
     */
    public List<StoredRecord> records() throws RedoubtException {
        if (facts.outcome().filter(Outcome::recorded).isPresent()) {
            return records.get().entries();
        }
        List<Resource> resources = checkpoint().graph().resources();
        return new AbstractList<>() {
            @Override
            public StoredRecord get(int number) {
                return StoredRecord.pending(resources.get(number));
            }

            @Override
            public int size() {
                return resources.size();
            }
        };
    }

    /** The checkpoint as the front door shows it. */
    public CheckpointView view(Readability readability, Grace grace) {
        return new View(this, facts, readability, grace);
    }

    /**
     * The section of a resource, read only.
     *
     * @param resource a resource
     * @param vault the session that its data is read from
     */
    public ResourceSection section(Resource resource, VaultSession vault) {
        return readable(resource, vault);
    }

    /**
     * The section of a resource for somebody who makes a later checkpoint: what cannot be read of it, as it was deleted meanwhile,
     * counts as absent.
     *
     * @param resource a resource
     * @param vault the session that its data is read from
     */
    public ResourceSection earlierSection(Resource resource, VaultSession vault) {
        return new EarlierSection(readable(resource, vault));
    }

    ReadOnlySection readable(Resource resource, VaultSession vault) {
        SectionDocuments section = new SectionDocuments(documents, facts.layout(), resource.ref());
        return new ReadOnlySection(section, () -> contents(resource.ref()), vault);
    }

    /** What the section of a resource must hold; empty if that is not known, so that what is there can still be restored. */
    Optional<Contents> contents(ResourceRef resource) throws BankException {
        if (!facts.isComplete()) {
            return Optional.empty();
        }
        try {
            return records.get().contents(resource);
        } catch (BankException e) {
            if (DocumentProblems.isUnusable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The vault's names of the streams and trees of a resource, as they are recorded; none of one that is not complete.
     *
     * @param resource which
     */
    public Map<String, DataId> data(ResourceRef resource) throws BankException {
        return contents(resource).map(Contents::data).orElse(Map.of());
    }

    /**
     * Reads and checks begin, outcome, graph and records.
     *
     * @return what is wrong, each naming the object
     * @throws BankException if the check itself could not go on
     */
    public List<Problem> checkDocuments() throws BankException {
        return new DocumentCheck(documents, facts).run();
    }

    /**
     * Reads and checks every document of the section of a resource, and checks its data.
     *
     * @param resource a resource
     * @param vault the session that its data is read from
     * @param depth how closely to look at its data
     * @param progress told of how many bytes of data, now and then
     * @return what is wrong, each with the resource as its subject and naming the object
     * @throws RedoubtException if the check itself could not go on
     */
    public List<Problem> checkSection(Resource resource, VaultSession vault, CheckDepth depth, LongConsumer progress) throws RedoubtException {
        return new SectionCheck(resource.ref(), readable(resource, vault), vault, depth, progress).run();
    }

    /**
     * Copies documents and data of a section to another checkpoint, whose section of the same resource must be empty.
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
        new SectionCopy(resource.ref(), readable(resource, from), target.writable(resource, to)).run(from, to, progress);
    }

    /** What its checks have found. */
    public Verifications checks() {
        return new Verifications(documents, facts.layout());
    }

    /**
     * Ends the attempt to make it in place of its owner, who is gone: that one can never complete it, but a later attempt may go on.
     *
     * @param by who found that out
     * @param epoch the fencing token of that one
     * @param reason why
     * @return true if this ended the attempt; false if it had been ended before
     */
    public boolean fence(Owner by, long epoch, Problem reason) throws BankException {
        return new Successor(documents, clock, reader, by, epoch).fence(facts, reason);
    }

    /**
     * Sees to it that nobody completes it any more, unless it is complete.
     *
     * @param by who does that
     * @param epoch the fencing token of that one
     * @param reason why
     */
    public void discard(Owner by, long epoch, Problem reason) throws BankException {
        new Successor(documents, clock, reader, by, epoch).discard(facts, reason);
    }

    /** Its status, but for deletions. */
    public CheckpointStatus beneath() {
        return facts.beneath();
    }

    /** When it was deleted, if it is, and can be undeleted. */
    public Optional<Instant> deletedAt() {
        return facts.removal().note().map(RemovalNote::at);
    }

    /** Until when the bank retains it, so that it cannot be deleted for good, if it does. */
    public Optional<Instant> retainedUntil() throws BankException {
        return documents.retainedUntil(facts.layout().begin());
    }

    /**
     * Refuses to delete for good what the bank retains.
     *
     * @throws RedoubtException of kind {@code RETAINED}
     */
    public void refuseRetained() throws RedoubtException {
        CheckpointDeletion.refuseRetained(documents, facts);
    }

    /** How it was asked to be deleted, if it is, and can be undeleted. */
    public JsonObject deletionTerms() {
        return facts.removal().note().map(RemovalNote::terms).orElse(JsonObject.empty());
    }

    /**
     * Deletes it so that it can be undeleted. One that is still being written is ended as failed first.
     *
     * @param by who deletes
     * @param operation the operation that deletes
     * @param terms how it was asked for, to be purged likewise
     */
    public void delete(Owner by, OperationId operation, JsonObject terms) throws BankException {
        new Successor(documents, clock, reader, by, by.incarnation()).discard(facts, CheckpointDeletion.BEFORE_ITS_TIME);
        new Wastebasket(documents, clock, reader).put(facts, by, operation, terms);
    }

    /**
     * Brings it back.
     *
     * @param by who does
     * @return the checkpoint as it is now
     * @throws RedoubtException of kind {@code CONFLICT} if it is not deleted, or is being purged
     */
    public StoredCheckpoint undelete(Owner by) throws RedoubtException {
        new Wastebasket(documents, clock, reader).undo(facts, by);
        return new StoredCheckpoint(documents, clock, reader, reader.read(facts.id()).orElse(facts));
    }

    /**
     * Stores the intent to delete it for good, durable when this returns. One that is still being written is ended as failed first. One that
     * is deleted already is deleted again, in case an earlier deletion left something behind.
     *
     * @param by who deletes
     * @param operation the operation that deletes
     * @throws RedoubtException of kind {@code CONFLICT} if it was undeleted since
     */
    public CheckpointDeletion beginDelete(Owner by, OperationId operation) throws RedoubtException {
        return CheckpointDeletion.begin(documents, clock, facts, by, operation, false);
    }

    /** The same for who goes on with an operation: it is not begun if a deletion was undone that it may have found. */
    public CheckpointDeletion beginDeleteAgain(Owner by, OperationId operation) throws RedoubtException {
        return CheckpointDeletion.begin(documents, clock, facts, by, operation, true);
    }
}
