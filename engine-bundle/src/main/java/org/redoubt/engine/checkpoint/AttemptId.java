package org.redoubt.engine.checkpoint;

import java.util.Objects;
import org.redoubt.api.bank.Key;
import org.redoubt.api.checkpoint.CheckpointId;

/**
 * One attempt to make a checkpoint: attempt 0 begins it, each later one goes on where one before was left. Every attempt has one
 * decision, by put-if-absent: whoever stores it first ends the attempt, and no other end of it counts.
 *
 * @param checkpoint which checkpoint
 * @param number the number of the attempt
 */
public record AttemptId(CheckpointId checkpoint, int number) {

    /** Refuses a negative number. */
    public AttemptId {
        Objects.requireNonNull(checkpoint);
        if (number < 0) {
            throw new IllegalArgumentException("An attempt has a number from 0 on, not " + number + ".");
        }
    }

    /** The attempt that begins a checkpoint. */
    public static AttemptId first(CheckpointId checkpoint) {
        return new AttemptId(checkpoint, 0);
    }

    AttemptId next() {
        return new AttemptId(checkpoint, number + 1);
    }

    /** The id of the session of the vault that writes the data of this attempt: no other one ever has it. */
    public String session() {
        return checkpoint + "." + number;
    }

    /** Where the decision about this attempt is stored. */
    public Key decision() {
        return new Layout(checkpoint).outcome(number);
    }
}
