package org.redoubt.engine.checkpoint;

import java.time.InstantSource;
import java.util.List;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.document.DocumentStore;

/** The deletion of a checkpoint, after its intent was stored. Every step is idempotent. Thread-safe. */
public final class CheckpointDeletion {
    private final DocumentStore documents;
    private final InstantSource clock;
    private final Facts facts;
    private final Unfinished work;
    private final int attempt;

    CheckpointDeletion(DocumentStore documents, InstantSource clock, Facts facts, Unfinished work, int attempt) {
        this.documents = documents;
        this.clock = clock;
        this.facts = facts;
        this.work = work;
        this.attempt = attempt;
    }

    static CheckpointDeletion begin(DocumentStore documents, InstantSource clock, Facts facts, Owner by, OperationId operation)
            throws BankException {
        Unfinished work = new Unfinished(facts.id(), by, operation);
        if (facts.status() == CheckpointStatus.DELETED) {
            return new CheckpointDeletion(documents, clock, facts, work, 0);
        }
        new Markers(documents).put(work, facts.identity());
        // A writer that is still alive must learn that it lost before anything is gone.
        new Successor(documents, clock, new FactsReader(documents, new Index(documents)), by, by.incarnation())
                .discard(facts, Problem.of(ProblemKind.CONFLICT, "It was deleted before it was whole."));
        JsonObject intent = JsonObject.builder().put("by", Owners.json(by)).put("operation", operation.value())
                .put("at", Times.text(clock.instant())).put("identity", facts.identity().toJson()).build();
        int attempt = DeletingState.read(documents, facts.layout()).map(DeletingState::attempt).orElse(0);
        do {
            attempt++;
        } while (documents.putEnding(Kind.DELETING, DeletingState.intent(facts.layout(), attempt), intent).isEmpty());
        return new CheckpointDeletion(documents, clock, facts, work, attempt);
    }

    /**
     * Deletes the documents of the section of one resource. Bulk data that no checkpoint needs any more is the vault's affair.
     *
     * @param resource a resource
     */
    public void deleteSection(Resource resource) throws BankException {
        documents.deleteAll(facts.layout().section(resource.ref()));
    }

    /** Deletes all that is left, documents first and index entries last; a small record that it was there stays. */
    public void finish() throws BankException {
        Layout layout = facts.layout();
        documents.deleteAll(layout.sections());
        documents.deleteAll(layout.resources());
        documents.deleteAll(layout.verified());
        documents.deleteAll(layout.graph());
        // From here on it is deleted, whatever is left of it.
        documents.putEnding(Kind.DELETION, layout.deletion(), JsonObject.builder().put("identity", facts.identity().toJson())
                .put("operation", work.operation().value()).put("deletedAt", Times.text(clock.instant())).build());
        documents.delete(layout.begin());
        documents.deleteAll(layout.all());
        new Index(documents).remove(facts.id(), facts.identity());
        new Markers(documents).remove(work);
    }

    /** Stores that this attempt failed. */
    public void failed(List<Problem> problems) throws BankException {
        if (attempt > 0) {
            JsonObject content = JsonObject.builder().put("operation", work.operation().value()).put("at", Times.text(clock.instant()))
                    .put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList())).build();
            documents.putEnding(Kind.DELETING, DeletingState.failed(facts.layout(), attempt), content);
            new Markers(documents).tryRemove(work);
        }
    }
}
