package org.redoubt.api.protection;

import java.util.Objects;

/**
 * How undoing a step went.
 *
 * @param outcome what happened
 * @param reason one sentence; empty if all is well
 */
public record UndoResult(Outcome outcome, String reason) {
    /** What happened. The set is closed. */
    public enum Outcome {
        /** The effect was taken back. */
        DONE,
        /** There was nothing to take back. */
        NOTHING,
        /** It may work later. */
        RETRY,
        /** This plugin never can. */
        CANNOT
    }

    /** Checks that both are there. */
    public UndoResult {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(reason);
    }

    /** The effect was taken back. */
    public static UndoResult done() {
        return new UndoResult(Outcome.DONE, "");
    }

    /** There was nothing to take back. */
    public static UndoResult nothing() {
        return new UndoResult(Outcome.NOTHING, "");
    }

    /** It may work later. */
    public static UndoResult retry(String reason) {
        return new UndoResult(Outcome.RETRY, reason);
    }

    /** This plugin never can. */
    public static UndoResult cannot(String reason) {
        return new UndoResult(Outcome.CANNOT, reason);
    }

    /** Whether the step is settled. */
    public boolean settled() {
        return outcome == Outcome.DONE || outcome == Outcome.NOTHING;
    }
}
