package org.redoubt.engine.operation;

import java.time.Duration;
import org.redoubt.engine.lattice.Grace;

/**
 * How long the engine waits for plugins.
 *
 * @param answer for what a plugin has only to say: its operations, what they use up, its schemas
 * @param question for the answer to a check or to what would be done, before anything runs
 * @param undo for one undo step, with all its attempts
 * @param hooks for hooks that were asked to stop
 * @param harvest until what was written is made durable and counts as done: that costs a small pack of data, and what was done since is
 *        done again after a crash
 */
public record Patience(Duration answer, Duration question, Duration undo, Grace hooks, Duration harvest) {
    /** A minute for an answer or a question, two for a step, a quarter of one for a harvest. */
    public static final Patience DEFAULT = new Patience(Duration.ofMinutes(1), Duration.ofMinutes(2), Grace.DEFAULT);

    /** With the usual times for an answer and until a harvest. */
    public Patience(Duration question, Duration undo, Grace hooks) {
        this(Duration.ofMinutes(1), question, undo, hooks, Duration.ofSeconds(15));
    }
}
