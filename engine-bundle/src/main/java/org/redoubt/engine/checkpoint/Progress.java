package org.redoubt.engine.checkpoint;

import java.util.Optional;

/**
 * How far the making of a checkpoint has come.
 *
 * @param attempt the last attempt
 * @param takeover how it began; empty for the first one, whose beginning is that of the checkpoint
 * @param outcome how it ended, if it has
 */
record Progress(AttemptId attempt, Optional<Takeover> takeover, Optional<Outcome> outcome) {

    /** Whether a later attempt may go on. */
    boolean isOpen() {
        return outcome.filter(end -> end.decision().isLast()).isEmpty();
    }

    /** The attempt whose decision is still to be made. */
    AttemptId undecided() {
        return outcome.isPresent() ? attempt.next() : attempt;
    }
}
