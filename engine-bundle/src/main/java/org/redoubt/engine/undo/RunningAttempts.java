package org.redoubt.engine.undo;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.protection.UndoResult;

/**
 * The attempts to take something back that are going on in this process: one at a time for each effect, whether its operation runs or
 * is over, and whoever looks after it. One that was given up counts until its thread has ended. Thread-safe.
 */
public final class RunningAttempts {
    private final ConcurrentHashMap<Effect, Attempt> running = new ConcurrentHashMap<>();

    /** An attempt. */
    interface Attempt {
        /** What it takes back. */
        Effect effect();

        /** How it went, or that it was given up. */
        CompletableFuture<UndoResult> result();
    }

    /** Enters an attempt, unless there is one, which is answered. */
    Optional<Attempt> enter(Attempt attempt) {
        return Optional.ofNullable(running.putIfAbsent(attempt.effect(), attempt));
    }

    /** The thread of an attempt has ended. */
    void leave(Attempt attempt) {
        running.remove(attempt.effect(), attempt);
    }

    /** Whether an attempt that has an answer still keeps its thread: it was given up, and nobody knows when it ends. */
    boolean hangs(Attempt attempt) {
        return running.get(attempt.effect()) == attempt;
    }
}
