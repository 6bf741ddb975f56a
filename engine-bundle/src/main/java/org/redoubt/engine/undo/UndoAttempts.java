package org.redoubt.engine.undo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.redoubt.api.protection.UndoResult;

/**
 * Tries to take back single steps of one operation: one attempt at a time for each effect, whoever asks, and each bounded in time, so
 * that a plugin that hangs holds up neither the end of the operation nor that of the runtime. Thread-safe.
 */
final class UndoAttempts {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.undo");

    private final UndoLedger ledger;
    private final Undoer undoer;
    private final Executor threads;
    private final BiConsumer<OpenStep, UndoResult> listener;
    private final Duration limit;
    private final RunningAttempts running;

    UndoAttempts(RunningAttempts running, UndoLedger ledger, Undoer undoer, Executor threads, BiConsumer<OpenStep, UndoResult> listener, Duration limit) {
        this.running = running;
        this.ledger = ledger;
        this.undoer = undoer;
        this.threads = threads;
        this.listener = listener;
        this.limit = limit;
    }

    /** Takes a step back, unless somebody has. Joins an attempt that runs already. */
    CompletableFuture<UndoResult> start(OpenStep step) {
        Attempt fresh = new Attempt(step, When.DUE);
        return running.enter(fresh).map(before -> settles(before, step) ? before.result() : after(before, () -> start(step))).orElseGet(fresh::begin);
    }

    /** Takes a step back whose effect may still come. Whatever is answered, the step stays open. */
    CompletableFuture<UndoResult> early(OpenStep step) {
        Attempt fresh = new Attempt(step, When.EARLY);
        return running.enter(fresh).map(RunningAttempts.Attempt::result).orElseGet(fresh::begin);
    }

    /** Takes a step back once more that rests, as its hook has ended; not if somebody has done so since. */
    CompletableFuture<UndoResult> again(OpenStep step) {
        Attempt fresh = new Attempt(step, When.LATE);
        return running.enter(fresh).map(before -> after(before, () -> again(step))).orElseGet(fresh::begin);
    }

    /** The same, unless somebody tries just now: then whoever looks after the step sees to it. */
    void atOnce(OpenStep step) {
        Attempt fresh = new Attempt(step, When.LATE);
        if (running.enter(fresh).isEmpty()) {
            fresh.begin();
        }
    }

    /** Whether a step is closed here if another attempt takes it back: not by one that came too early, nor by one for somebody else. */
    private boolean settles(RunningAttempts.Attempt other, OpenStep step) {
        return other instanceof Attempt attempt && attempt.book() == ledger && attempt.step.id().equals(step.id()) && attempt.when != When.EARLY;
    }

    /** Tries when another attempt has ended; not while one that was given up still keeps its thread. */
    private CompletableFuture<UndoResult> after(RunningAttempts.Attempt other, Supplier<CompletableFuture<UndoResult>> next) {
        return other.result().thenCompose(ended -> running.hangs(other) ? other.result() : next.get());
    }

    /** What of the effect of a step may have come: perhaps not all of it, all, or more since it was taken back. */
    private enum When { EARLY, DUE, LATE }

    private final class Attempt implements RunningAttempts.Attempt {
        private final CompletableFuture<UndoResult> result = new CompletableFuture<>();
        private final OpenStep step;
        private final Effect effect;
        private final When when;
        private Optional<Thread> thread = Optional.empty();

        Attempt(OpenStep step, When when) {
            this.step = step;
            this.effect = Effect.of(step);
            this.when = when;
        }

        @Override
        public Effect effect() {
            return effect;
        }

        @Override
        public CompletableFuture<UndoResult> result() {
            return result;
        }

        private UndoLedger book() {
            return ledger;
        }

        CompletableFuture<UndoResult> begin() {
            threads.execute(this::run);
            result.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> giveUp());
            return result;
        }

        private void run() {
            if (!enter()) {
                running.leave(this);
                return;
            }
            UndoResult ended = UndoResult.retry("It was not tried.");
            try {
                ended = isWanted() ? take() : UndoResult.nothing();
            } finally {
                leave();
                // One that was given up stays listed until its thread is free, so that the step is never tried twice at once.
                running.leave(this);
                result.complete(ended);
            }
        }

        private boolean isWanted() {
            return when == When.DUE ? ledger.isOpen(step.id()) : ledger.has(step.id());
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
            // Asked before, as the hook may end meanwhile: then this was too early, and is done once more.
            boolean hasLate = when == When.DUE && ledger.mayComeLate(step);
            UndoResult ended = undo();
            if (!ended.settled()) {
                ledger.tried(step, ended.reason());
            } else if (hasLate) {
                if (!ledger.rest(step)) {
                    return take();
                }
            } else if (when != When.EARLY) {
                ledger.close(step.id());
            }
            listener.accept(step, ended);
            return ended;
        }

        private UndoResult undo() {
            try {
                return undoer.undo(step, () -> !result.isDone());
            } catch (Throwable broken) {
                LOG.log(Level.ERROR, "Undoing " + step + " failed.", broken);
                return UndoResult.retry(broken.toString());
            }
        }
    }
}
