package org.redoubt.engine.checkpoint;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentStore;

/**
 * Ends an attempt to make a checkpoint, for its owner or in place of one who is gone.
 *
 * @param documents where it is
 * @param clock the clock
 * @param attempt which attempt
 * @param identity what it is found by
 * @param by who ends it
 * @param epoch the fencing token of that one
 */
record Ending(DocumentStore documents, InstantSource clock, AttemptId attempt, Identity identity, Owner by, long epoch) {

    /** Ends it as well as the records say, with what the vault gave for it; whether this did. */
    boolean commit(ResourceGraph graph, Result result, Function<ResourceRef, Contents> contents, JsonObject receipt) throws BankException {
        Recorded recorded = record(graph, result, contents);
        if (recorded.summary().usable() == 0 && graph.size() > 0) {
            return end(Decision.ABORTED, CheckpointStatus.ERROR, recorded, result.problems());
        }
        retainWhatStays();
        boolean whole = recorded.summary().done() == graph.size();
        boolean ours = end(Decision.COMMITTED, whole ? CheckpointStatus.AVAILABLE : CheckpointStatus.PARTIAL, recorded, result.problems(),
                Optional.of(receipt));
        if (ours) {
            // Not before, as an attempt that goes on after this one may have to write them anew.
            documents.retainAll(layout().sections());
        }
        return ours;
    }

    /** Before it is committed, as nobody would do it after a crash. Indices are left out: they can be made again. */
    private void retainWhatStays() throws BankException {
        documents.retainAll(layout().graph());
        documents.retainAll(layout().resources());
        documents.retainAll(layout().attempts());
        documents.retainAll(layout().outcomes());
        documents.retain(layout().begin());
    }

    /** Ends it as failed; whether this did. */
    boolean abort(ResourceGraph graph, Result result, Function<ResourceRef, Contents> contents) throws BankException {
        boolean known = result.records().iterator().hasNext();
        return end(Decision.ABORTED, CheckpointStatus.ERROR, known ? record(graph, result, contents) : unrecorded(), result.problems());
    }

    /** Ends it as interrupted, so that its writer never can; whether this did. */
    boolean fence(List<Problem> problems) throws BankException {
        return end(Decision.FENCED, CheckpointStatus.INTERRUPTED, unrecorded(), problems);
    }

    /** Ends it for good, without a word about its resources; whether this did. */
    boolean discard(List<Problem> problems) throws BankException {
        return end(Decision.DISCARDED, CheckpointStatus.ERROR, unrecorded(), problems);
    }

    /** Sees to it that nobody goes on after an attempt that has ended: what is known of its resources stays so; whether this did. */
    boolean discard(Outcome before) throws BankException {
        return end(Decision.DISCARDED, CheckpointStatus.ERROR, new Recorded(before.name(), before.recorded(), before.summary()), before.problems());
    }

    /** Nobody will ever end what could not be begun; a later attempt may begin it. */
    void abandon(BankException why) {
        try {
            end(Decision.ABORTED, CheckpointStatus.ERROR, unrecorded(), List.of(why.problem()));
        } catch (BankException again) {
            why.addSuppressed(again);
        }
    }

    /** That this one is at work on it. */
    Unfinished work(OperationId operation) {
        return new Unfinished(attempt.checkpoint(), by, operation);
    }

    Layout layout() {
        return new Layout(attempt.checkpoint());
    }

    /** Records under a name of their own, as another one may write some at the same time. */
    private record Recorded(String name, boolean known, Summary summary) {
    }

    private static Recorded unrecorded() {
        return new Recorded(name(), false, Summary.NONE);
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    private Recorded record(ResourceGraph graph, Result result, Function<ResourceRef, Contents> contents) throws BankException {
        String name = name();
        Summary summary = RecordPages.write(documents, layout().resources().resolve(name), graph, result.records(), contents);
        return new Recorded(name, true, summary.skew(result.skew()));
    }

    private boolean end(Decision decision, CheckpointStatus status, Recorded recorded, List<Problem> problems) throws BankException {
        return end(decision, status, recorded, problems, Optional.empty());
    }

    private boolean end(Decision decision, CheckpointStatus status, Recorded recorded, List<Problem> problems, Optional<JsonObject> receipt)
            throws BankException {
        Outcome outcome = new Outcome(decision, identity, status, by, epoch, Times.exact(clock.instant()), recorded.name(), recorded.known(),
                recorded.summary(), problems, receipt);
        boolean ours = put(outcome) || wasOurs(decision, status);
        // Also who has lost takes away what he wrote to a checkpoint that is deleted.
        return !isDeleted() && ours;
    }

    private boolean put(Outcome outcome) throws BankException {
        Key key = attempt.decision();
        return (outcome.decision() == Decision.COMMITTED ? documents.putLasting(Kind.OUTCOME, key, outcome.toJson())
                : documents.putEnding(Kind.OUTCOME, key, outcome.toJson())).isPresent();
    }

    /** Whether the checkpoint is deleted: then nothing of it may be left but decisions. */
    private boolean isDeleted() throws BankException {
        boolean deleted = isKnownAsDeleted();
        if (deleted) {
            takeAway();
        }
        return deleted;
    }

    private void takeAway() throws BankException {
        try {
            documents.deleteAll(layout().all());
        } catch (BankException e) {
            // What is retained stays until its time is over; it is deleted all the same.
            if (e.kind() != ProblemKind.RETAINED) {
                throw e;
            }
        }
    }

    /** A bank that cannot tell now changes nothing in what was decided; if it was deleted, everybody sees that. */
    private boolean isKnownAsDeleted() {
        try {
            return documents.exists(layout().deletion());
        } catch (BankException unknown) {
            return false;
        }
    }

    /** An earlier try of the same owner may have ended it although the bank said that it had failed. */
    private boolean wasOurs(Decision decision, CheckpointStatus status) throws BankException {
        Optional<Document> document = documents.find(Kind.OUTCOME, attempt.decision());
        if (document.isEmpty()) {
            return false;
        }
        Outcome there = Outcome.read(new Fields(document.get().key(), document.get().content()));
        return there.by().equals(by) && there.epoch() == epoch && there.decision() == decision && there.status() == status;
    }

    /** Why this one has lost: what was decided instead. */
    Problem loss() {
        String checkpoint = attempt.checkpoint().value();
        try {
            Optional<Document> document = documents.find(Kind.OUTCOME, attempt.decision());
            if (document.isPresent()) {
                Outcome there = Outcome.read(new Fields(document.get().key(), document.get().content()));
                if (there.decision() == Decision.FENCED) {
                    return Problem.of(ProblemKind.CONFLICT, "This runtime gave no sign of life for so long that another one ended its work on checkpoint "
                            + checkpoint + " at " + Times.text(there.completedAt()) + ".").hint("Resume the operation, or protect again.").subject(checkpoint);
                }
            }
        } catch (BankException unreadable) {
            return unreadable.problem();
        }
        return Problem.of(ProblemKind.CONFLICT, "Checkpoint " + checkpoint + " was deleted while it was being written.").hint("Protect again.")
                .subject(checkpoint);
    }
}
