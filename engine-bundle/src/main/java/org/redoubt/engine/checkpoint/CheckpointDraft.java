package org.redoubt.engine.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentStore;

/**
 * A checkpoint while its owner writes it. Thread-safe. It ends with {@link #commit} or {@link #abort}, whichever is first, here or by
 * another runtime that took over.
 */
public final class CheckpointDraft {
    private final DocumentStore documents;
    private final Ending ending;
    private final Unfinished work;
    private final Checkpoint checkpoint;
    private final Map<ResourceRef, Ledger> ledgers = new ConcurrentHashMap<>();

    CheckpointDraft(DocumentStore documents, Ending ending, Unfinished work, Checkpoint checkpoint) {
        this.documents = documents;
        this.ending = ending;
        this.work = work;
        this.checkpoint = checkpoint;
    }

    /** Which attempt this is. */
    public AttemptId attempt() {
        return ending.attempt();
    }

    /** The checkpoint as hooks see it. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * The section of a resource, to be written. Every call for one resource gives a view of the same section.
     *
     * @param resource one of the graph
     * @param vault the session that its data is written to
     */
    public ResourceSection section(Resource resource, VaultSession vault) {
        return writable(resource, vault);
    }

    WritableSection writable(Resource resource, VaultSession vault) {
        return new WritableSection(documents(resource), ledger(resource.ref()), vault);
    }

    SectionDocuments documents(Resource resource) {
        return new SectionDocuments(documents, ending.layout(), resource.ref());
    }

    Ledger ledger(ResourceRef resource) {
        return ledgers.computeIfAbsent(resource, ref -> new Ledger());
    }

    /** Learns what an earlier draft has written for a resource. */
    void recall(Resource resource) throws BankException {
        SectionDocuments section = documents(resource);
        for (String name : section.documentNames()) {
            Optional<Document> document = section.document(name);
            document.ifPresent(there -> ledger(resource.ref()).document(name, there.digest()));
        }
        for (String name : section.dataNames()) {
            Optional<DataEntry> entry = section.data(name);
            entry.ifPresent(there -> ledger(resource.ref()).data(name, there));
        }
    }

    /** How many bytes the committed streams and trees of a resource have, holes not counted. */
    public long bytes(Resource resource) {
        Ledger ledger = ledgers.get(resource.ref());
        return ledger == null ? 0 : ledger.bytes();
    }

    /**
     * Takes away what the section of a resource holds, so that the resource can be protected once more.
     *
     * @param resource one of the graph
     */
    public void reset(Resource resource) throws BankException {
        documents.deleteAll(ending.layout().section(resource.ref()));
        ledger(resource.ref()).clear();
    }

    /**
     * Ends it as available, as partial if a record is not done, or as failed if none can be restored. Makes the data durable first.
     *
     * @param vault the session that the data was written to
     * @param result what became of each resource
     * @return true if this ended it; false if it had been ended before, by whoever took over
     * @throws RedoubtException if it could not be ended; it is still open then, and the same call may be tried again
     */
    public boolean commit(VaultSession vault, Result result) throws RedoubtException {
        vault.flush();
        return ended(ending.commit(checkpoint.graph(), result, this::contents, vault.receipt()));
    }

    /**
     * Ends it as failed.
     *
     * @param result what became of each resource, and why it failed
     * @return true if this ended it; false if it had been ended before
     */
    public boolean abort(Result result) throws BankException {
        return ended(ending.abort(checkpoint.graph(), result, this::contents));
    }

    private boolean ended(boolean byThis) {
        new Markers(documents).tryRemove(work);
        return byThis;
    }

    /** Why this cannot be ended any more: what somebody else has decided about it. */
    public Problem loss() {
        return ending.loss();
    }

    private Contents contents(ResourceRef resource) {
        Ledger ledger = ledgers.get(resource);
        return ledger == null ? Contents.NONE : ledger.contents();
    }
}
