package org.redoubt.engine.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.redoubt.engine.lease.StackText;

/**
 * One call of a bank on the thread that runs it. Thread-safe.
 *
 * @param <T> what it answers
 */
final class BankCall<T> implements Runnable {
    private final String what;
    private final Callable<T> body;
    private final Instant since;
    private final Consumer<BankCall<?>> ended;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Optional<Thread> thread = Optional.empty();
    private boolean interrupted;

    /**
     * @param what the call, as people read it
     * @param body calls the bank
     * @param since when it began
     * @param ended told when it has come back, however late
     */
    BankCall(String what, Callable<T> body, Instant since, Consumer<BankCall<?>> ended) {
        this.what = what;
        this.body = body;
        this.since = since.truncatedTo(ChronoUnit.SECONDS);
        this.ended = ended;
    }

    Instant since() {
        return since;
    }

    @Override
    public void run() {
        enter();
        try {
            T got = body.call();
            leave();
            answer.complete(got);
        } catch (Throwable failed) {
            leave();
            answer.completeExceptionally(failed);
        }
        ended.accept(this);
    }

    private synchronized void enter() {
        thread = Optional.of(Thread.currentThread());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt belongs to the call, not to the next one on this thread. */
    private synchronized void leave() {
        thread = Optional.empty();
        Thread.interrupted();
    }

    synchronized void interrupt() {
        interrupted = true;
        thread.ifPresent(Thread::interrupt);
    }

    /** What it is doing, one call a line. */
    synchronized String stack() {
        return thread.map(is -> StackText.of(is.getStackTrace(), BankCall.class.getPackageName() + ".").lines()).orElse(" its end.");
    }

    boolean hasEnded() {
        return answer.isDone();
    }

    /** Waits for the answer; throws what the bank threw. */
    T await(Duration limit) throws Exception {
        try {
            return answer.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception known) {
                throw known;
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
