package org.redoubt.engine.checkpoint;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentStore;

/**
 * Ends the making of a checkpoint, for one owner.
 *
 * @param documents where it is
 * @param clock the clock
 * @param layout which checkpoint
 * @param identity what it is found by
 * @param by who ends it
 * @param epoch the fencing token of that one
 */
record Ending(DocumentStore documents, InstantSource clock, Layout layout, Identity identity, Owner by, long epoch) {

    /** Ends it as well as the records say; whether this did. */
    boolean commit(ResourceGraph graph, Result result, Function<ResourceRef, Contents> contents) throws BankException {
        Attempt attempt = record(graph, result, contents);
        CheckpointStatus status = attempt.summary().usable() == 0 && graph.size() > 0 ? CheckpointStatus.ERROR
                : attempt.summary().done() == graph.size() ? CheckpointStatus.AVAILABLE : CheckpointStatus.PARTIAL;
        return end(status, attempt, true, result.problems());
    }

    /** Ends it as failed; whether this did. */
    boolean abort(ResourceGraph graph, Result result, Function<ResourceRef, Contents> contents) throws BankException {
        boolean known = result.records().iterator().hasNext();
        return end(CheckpointStatus.ERROR, known ? record(graph, result, contents) : new Attempt(name(), Summary.NONE), known,
                result.problems());
    }

    /** Ends it as failed without a word about its resources; whether this did. */
    boolean abort(List<Problem> problems) throws BankException {
        return end(CheckpointStatus.ERROR, new Attempt(name(), Summary.NONE), false, problems);
    }

    /** Records under a name of their own, as another one may write some at the same time. */
    private record Attempt(String name, Summary summary) {
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    private Attempt record(ResourceGraph graph, Result result, Function<ResourceRef, Contents> contents) throws BankException {
        String name = name();
        Summary summary = RecordPages.write(documents, layout.resources().resolve(name), graph, result.records(), contents);
        return new Attempt(name, summary.skew(result.skew()));
    }

    private boolean end(CheckpointStatus status, Attempt attempt, boolean recorded, List<Problem> problems) throws BankException {
        Outcome outcome = new Outcome(identity, status, by, epoch, Times.exact(clock.instant()), attempt.name(), recorded,
                attempt.summary(), problems);
        return documents.putOnce(Kind.OUTCOME, layout.outcome(), outcome.toJson()).isPresent() || wasOurs(status);
    }

    /** An earlier try of the same owner may have ended it although the bank said that it had failed. */
    private boolean wasOurs(CheckpointStatus status) throws BankException {
        Optional<Document> document = documents.find(Kind.OUTCOME, layout.outcome());
        if (document.isEmpty()) {
            return false;
        }
        Outcome there = Outcome.read(new Fields(document.get().key(), document.get().content()));
        return there.by().equals(by) && there.epoch() == epoch && there.status() == status;
    }
}
