package org.redoubt.engine.checkpoint;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.document.DocumentStore;

/**
 * Acts on a checkpoint in place of whoever made it before.
 *
 * @param documents where it is
 * @param clock the clock
 * @param reader reads what is there of it
 * @param owner who acts
 * @param epoch the fencing token of that one
 */
record Successor(DocumentStore documents, InstantSource clock, FactsReader reader, Owner owner, long epoch) {

    private Ending ending(Facts facts, AttemptId attempt) {
        return new Ending(documents, clock, attempt, facts.identity(), owner, epoch);
    }

    /** Ends the attempt that was found, so that its writer never completes it; whether this did. */
    boolean fence(Facts facts, Problem reason) throws BankException {
        return facts.outcome().isEmpty() && ending(facts, facts.progress().attempt()).fence(List.of(reason));
    }

    /** The same for the attempt whose decision belongs under a key; one whose writer had not even begun the checkpoint never begins it. */
    void fence(CheckpointId id, Key decision, Problem reason) throws BankException {
        Optional<Facts> facts = reader.read(id);
        AttemptId first = AttemptId.first(id);
        if (facts.isPresent() && facts.get().progress().attempt().decision().equals(decision)) {
            fence(facts.get(), reason);
        } else if (facts.isEmpty() && first.decision().equals(decision)) {
            new Ending(documents, clock, first, Identity.lost(id), owner, epoch).fence(List.of(reason));
        }
    }

    /** Sees to it that nobody completes the checkpoint any more, unless it is complete. */
    void discard(Facts facts, Problem reason) throws BankException {
        Optional<AttemptId> tried = Optional.empty();
        Facts now = facts;
        while (now.progress().isOpen() && !tried.equals(Optional.of(now.progress().undecided()))) {
            AttemptId attempt = now.progress().undecided();
            Ending ending = ending(now, attempt);
            boolean ended = now.outcome().isPresent() ? ending.discard(now.outcome().get()) : ending.discard(List.of(reason));
            if (ended) {
                return;
            }
            // Somebody was faster. A decision that is there but cannot be read ends this too: nobody can make it any more.
            tried = Optional.of(attempt);
            now = reader.read(facts.id()).orElse(now);
        }
    }

    /**
     * Begins the next attempt, after the one before was ended.
     *
     * @return how to end it
     * @throws RedoubtException of kind {@code EXISTS} if the checkpoint is complete, {@code CONFLICT} if nobody can go on, or somebody
     *     else does
     */
    Ending goOn(Facts facts, OperationId operation) throws RedoubtException {
        Facts now = facts;
        if (now.status() == CheckpointStatus.PROTECTING) {
            fence(now, Problem.of(ProblemKind.CONFLICT, "The operation " + operation + " went on with it.").subject(facts.id().value()));
            now = reader.read(facts.id()).orElse(now);
        }
        checkOpen(now);
        AttemptId next = now.progress().undecided();
        Takeover takeover = new Takeover(owner, epoch, operation, Times.exact(clock.instant()));
        if (documents.putEnding(Kind.ATTEMPT, now.layout().attempt(next.number()), takeover.toJson()).isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "Another operation goes on with checkpoint " + facts.id() + " already.")
                    .hint("Wait for that operation.").subject(facts.id().value()));
        }
        return ending(now, next);
    }

    /**
     * Checks that somebody may go on.
     *
     * @throws RedoubtException as {@link #goOn}
     */
    void checkOpen(Facts facts) throws RedoubtException {
        boolean open = switch (facts.status()) {
            case PROTECTING, INTERRUPTED -> true;
            case ERROR -> facts.outcome().isPresent() && facts.progress().isOpen();
            default -> false;
        };
        if (!open) {
            throw refusal(facts);
        }
    }

    private static RedoubtException refusal(Facts facts) {
        boolean complete = facts.status() == CheckpointStatus.AVAILABLE || facts.status() == CheckpointStatus.PARTIAL;
        return complete
                ? new RedoubtException(Problem.of(ProblemKind.EXISTS, "The checkpoint " + facts.id() + " is complete, so there is nothing to go on with.")
                        .subject(facts.id().value()))
                : new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The checkpoint " + facts.id() + " is " + facts.status().word()
                        + ", so nobody can go on making it.").hint("Protect once more.").subject(facts.id().value()));
    }
}
