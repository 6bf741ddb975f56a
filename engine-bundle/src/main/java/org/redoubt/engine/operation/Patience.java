package org.redoubt.engine.operation;

import java.time.Duration;
import org.redoubt.engine.lattice.Grace;

/**
 * How long the engine waits for plugins.
 *
 * @param question for the answer to a check or to what would be done, before anything runs
 * @param undo for one undo step, with all its attempts
 * @param hooks for hooks that were asked to stop
 */
public record Patience(Duration question, Duration undo, Grace hooks) {
    /** A minute for a question, two for a step. */
    public static final Patience DEFAULT = new Patience(Duration.ofMinutes(1), Duration.ofMinutes(2), Grace.DEFAULT);
}
