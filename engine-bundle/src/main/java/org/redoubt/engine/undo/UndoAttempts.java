package org.redoubt.engine.undo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.redoubt.api.protection.UndoResult;

/**
 * Tries to take back single steps: one attempt at a time for each step, whoever asks, and each bounded in time, so that a
 * plugin that hangs holds up neither the end of the operation nor that of the runtime. Thread-safe.
 */
final class UndoAttempts {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.undo");

    private final UndoLedger ledger;
    private final Undoer undoer;
    private final Executor threads;
    private final BiConsumer<OpenStep, UndoResult> listener;
    private final Duration limit;
    private final ConcurrentHashMap<String, Attempt> running = new ConcurrentHashMap<>();

    UndoAttempts(UndoLedger ledger, Undoer undoer, Executor threads, BiConsumer<OpenStep, UndoResult> listener, Duration limit) {
        this.ledger = ledger;
        this.undoer = undoer;
        this.threads = threads;
        this.listener = listener;
        this.limit = limit;
    }

    /** Takes a step back, unless somebody has. Joins an attempt that runs already. */
    CompletableFuture<UndoResult> start(OpenStep step) {
        Attempt fresh = new Attempt(step, When.DUE);
        Attempt before = running.putIfAbsent(step.id(), fresh);
        if (before == null) {
            return fresh.begin();
        }
        return before.when == When.EARLY ? before.result.thenCompose(early -> hangs(before) ? before.result : start(step)) : before.result;
    }

    /** Takes a step back whose effect may still come. Whatever is answered, the step stays open. */
    CompletableFuture<UndoResult> early(OpenStep step) {
        Attempt fresh = new Attempt(step, When.EARLY);
        Attempt before = running.putIfAbsent(step.id(), fresh);
        return before != null ? before.result : fresh.begin();
    }

    /** Takes a step back once more, although that was done before: its effect may have appeared late. */
    CompletableFuture<UndoResult> again(OpenStep step) {
        Attempt fresh = new Attempt(step, When.LATE);
        Attempt before = running.putIfAbsent(step.id(), fresh);
        if (before == null) {
            return fresh.begin();
        }
        return before.result.thenCompose(ended -> hangs(before) ? fresh.begin() : again(step));
    }

    /** Whether an attempt that has an answer still keeps its thread: it was given up, and nobody knows when it ends. */
    private boolean hangs(Attempt attempt) {
        return running.get(attempt.step.id()) == attempt;
    }

    /** What of the effect of a step may have come: perhaps not all of it, all, or more after the step was closed. */
    private enum When { EARLY, DUE, LATE }

    private final class Attempt {
        private final CompletableFuture<UndoResult> result = new CompletableFuture<>();
        private final OpenStep step;
        private final When when;
        private Optional<Thread> thread = Optional.empty();

        Attempt(OpenStep step, When when) {
            this.step = step;
            this.when = when;
        }

        CompletableFuture<UndoResult> begin() {
            threads.execute(this::run);
            result.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> giveUp());
            return result;
        }

        private void run() {
            if (!enter()) {
                running.remove(step.id(), this);
                return;
            }
            UndoResult ended = UndoResult.retry("It was not tried.");
            try {
                ended = when == When.LATE || ledger.isOpen(step.id()) ? take() : UndoResult.nothing();
            } finally {
                leave();
                // One that was given up stays listed until its thread is free, so that the step is never tried twice at once.
                running.remove(step.id(), this);
                result.complete(ended);
            }
        }

        /** Whether it is still wanted: nobody would bound an attempt that was given up before its thread came. */
        private synchronized boolean enter() {
            thread = Optional.of(Thread.currentThread());
            return !result.isDone();
        }

        private synchronized void leave() {
            thread = Optional.empty();
            Thread.interrupted();
        }

        private synchronized UndoResult giveUp() {
            thread.ifPresent(Thread::interrupt);
            UndoResult late = UndoResult.retry("It did not end within " + limit.toSeconds() + " seconds.");
            result.complete(late);
            return late;
        }

        private UndoResult take() {
            UndoResult ended;
            try {
                ended = undoer.undo(step, () -> !result.isDone());
            } catch (Throwable broken) {
                LOG.log(Level.ERROR, "Undoing " + step + " failed.", broken);
                ended = UndoResult.retry(broken.toString());
            }
            if (ended.settled() && when != When.EARLY) {
                ledger.release(step.id());
            } else if (!ended.settled()) {
                ledger.tried(step, ended.reason());
            }
            listener.accept(step, ended);
            return ended;
        }
    }
}
