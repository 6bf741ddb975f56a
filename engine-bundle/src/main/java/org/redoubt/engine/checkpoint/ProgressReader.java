package org.redoubt.engine.checkpoint;

import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.checkpoint.CheckpointId;

/**
 * Follows the attempts to make a checkpoint from the first to the last.
 *
 * @param source reads a document; empty if there is none
 */
record ProgressReader(Source source) {

    /** Reads the members of a document. */
    @FunctionalInterface
    interface Form<T> {
        T read(Fields fields) throws BankException;
    }

    /** Where documents come from. */
    @FunctionalInterface
    interface Source {
        <T> Optional<T> read(String kind, Key key, Form<T> form) throws BankException;
    }

    Progress read(CheckpointId id) throws BankException {
        Layout layout = new Layout(id);
        AttemptId attempt = AttemptId.first(id);
        Optional<Takeover> takeover = Optional.empty();
        while (true) {
            Optional<Outcome> outcome = source.read(Kind.OUTCOME, attempt.decision(), Outcome::read);
            if (outcome.filter(end -> !end.decision().isLast()).isEmpty()) {
                return new Progress(attempt, takeover, outcome);
            }
            AttemptId next = attempt.next();
            Optional<Takeover> follower = source.read(Kind.ATTEMPT, layout.attempt(next.number()), Takeover::read);
            if (follower.isEmpty()) {
                // A deletion decides the next attempt without beginning it.
                Optional<Outcome> discarded = source.read(Kind.OUTCOME, next.decision(), Outcome::read);
                return discarded.isPresent() ? new Progress(next, takeover, discarded) : new Progress(attempt, takeover, outcome);
            }
            attempt = next;
            takeover = follower;
        }
    }
}
