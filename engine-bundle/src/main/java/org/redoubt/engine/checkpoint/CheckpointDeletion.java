package org.redoubt.engine.checkpoint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.document.DocumentStore;

/** The deletion of a checkpoint for good, after its intent was stored. Every step is idempotent. Thread-safe. */
public final class CheckpointDeletion {
    static final Problem BEFORE_ITS_TIME = Problem.of(ProblemKind.CONFLICT, "It was deleted before it was whole.");
    private static final Logger LOG = System.getLogger("org.redoubt.engine.checkpoint");

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

    static CheckpointDeletion begin(DocumentStore documents, InstantSource clock, Facts facts, Owner by, OperationId operation, boolean again)
            throws RedoubtException {
        refuseRetained(documents, facts);
        Unfinished work = new Unfinished(facts.id(), by, operation);
        new Markers(documents).put(work, facts.identity());
        if (facts.status() == CheckpointStatus.PURGED) {
            return new CheckpointDeletion(documents, clock, facts, work, 0);
        }
        // A writer that is still alive must learn that it lost before anything is gone.
        FactsReader reader = new FactsReader(documents, new Index(documents));
        new Successor(documents, clock, reader, by, by.incarnation()).discard(facts, BEFORE_ITS_TIME);
        Wastebasket basket = new Wastebasket(documents, clock, reader);
        // What is made final is the deletion that was begun with, or was found: if that was undone since, no other one takes its place.
        Optional<Integer> begun = reader.purgedBy(facts.id(), operation);
        if (begun.isEmpty() && again && reader.mayMeanAnother(facts, operation)) {
            throw refused(facts, documents, work, "was undeleted once, and the purge that was cut off did not say yet which deletion it is of.");
        }
        Optional<Integer> found = begun
                .or(() -> Optional.of(facts.removal()).filter(removal -> removal.stage() == Removal.Stage.KEPT).map(Removal::number));
        int number = found.isPresent() ? found.get() : basket.put(facts, by, operation, JsonObject.empty());
        JsonObject intent = new PurgeIntent(facts.identity(), by, operation, Times.exact(clock.instant()), number).toJson();
        int attempt = DeletingState.read(documents, facts.layout()).map(DeletingState::attempt).orElse(0);
        do {
            attempt++;
        } while (documents.putEnding(Kind.DELETING, DeletingState.intent(facts.layout(), attempt), intent).isEmpty());
        CheckpointDeletion deletion = new CheckpointDeletion(documents, clock, facts, work, attempt);
        // The intent comes first: one without this end says nothing, but this end without an intent would have nobody who sees to it.
        if (basket.end(facts.layout(), number, RemovalEnd.PURGED, by) == RemovalEnd.UNDONE) {
            throw refused(facts, documents, work, "was undeleted by somebody else.");
        }
        return deletion;
    }

    /** What is deleted in part only would be gone for everybody, and stay in the bank. */
    static void refuseRetained(DocumentStore documents, Facts facts) throws RedoubtException {
        Optional<Instant> until = facts.status() == CheckpointStatus.PURGED ? Optional.empty() : documents.retainedUntil(facts.layout().begin());
        if (until.isPresent()) {
            throw new RedoubtException(Problem.of(ProblemKind.RETAINED, "Checkpoint " + facts.id() + " cannot be deleted for good before "
                    + Times.text(until.get()) + ", as the bank retains it until then.")
                    .hint("Delete it without --purge: the first collection after that time takes it away.").subject(facts.id().value()));
        }
    }

    private static RedoubtException refused(Facts facts, DocumentStore documents, Unfinished work, String why) {
        new Markers(documents).tryRemove(work);
        return new RedoubtException(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + facts.id() + " " + why)
                .hint("Delete it again if it is not wanted any more.")
                .subject(facts.id().value()));
    }

    /**
     * Deletes its documents; a small record that it was there stays. That is put first, as until then everything has to be there for who
     * tries again. From then on it is deleted: what cannot be taken away now is left to the watch over what is unfinished. Bulk data that
     * no checkpoint needs any more is the vault's affair.
     */
    public void finish() throws BankException {
        decide();
        try {
            tidy();
        } catch (BankException later) {
            LOG.log(Level.INFO, "Checkpoint {0} is deleted; what is left of its documents is removed later: {1}", facts.id(), later.getMessage());
        }
    }

    /** A bank that says that it did not take the record may have taken it. */
    private void decide() throws BankException {
        try {
            documents.putEnding(Kind.DELETION, facts.layout().deletion(), JsonObject.builder().put("identity", facts.identity().toJson())
                    .put("operation", work.operation().value()).put("deletedAt", Times.text(clock.instant())).build());
        } catch (BankException lost) {
            if (!isDecided(lost)) {
                throw lost;
            }
        }
    }

    private boolean isDecided(BankException lost) {
        try {
            return documents.exists(facts.layout().deletion());
        } catch (BankException unknown) {
            lost.addSuppressed(unknown);
            return false;
        }
    }

    /** Takes away what is left of one that is deleted, index entries last. */
    void tidy() throws BankException {
        documents.delete(facts.layout().begin());
        documents.deleteAll(facts.layout().all());
        new Index(documents).remove(facts.id(), facts.identity());
        new Markers(documents).remove(work);
    }

    /** Stores that this attempt failed, unless it turns out that it did not. */
    public void failed(List<Problem> problems) throws BankException {
        if (attempt > 0 && documents.exists(facts.layout().deletion())) {
            tidy();
        } else if (attempt > 0) {
            JsonObject content = JsonObject.builder().put("operation", work.operation().value()).put("at", Times.text(clock.instant()))
                    .put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList())).build();
            documents.putEnding(Kind.DELETING, DeletingState.failed(facts.layout(), attempt), content);
            new Markers(documents).tryRemove(work);
        }
    }
}
