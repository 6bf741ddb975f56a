package org.redoubt.engine.provider;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * The calls of one bank. Each runs on a thread of its own and is waited for so long, so that a store that hangs holds up nobody for ever:
 * not who commits, lists or renews a lease, nor the hooks and the vault. While a call does not come back although its thread was
 * interrupted, the bank counts as unhealthy, and no other call goes there. Thread-safe.
 */
final class BankCalls {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.provider");

    private final String bank;
    private final Patience patience;
    private final Executor threads;
    private final InstantSource clock;
    private final Set<BankCall<?>> lost = ConcurrentHashMap.newKeySet();

    /**
     * How long a call is waited for.
     *
     * @param answer until it is interrupted
     * @param parting until it is given up, once it was interrupted
     */
    record Patience(Duration answer, Duration parting) {
        /** As long as a prepare hook may take, and then as long as one that was interrupted. */
        static final Patience DEFAULT = new Patience(Duration.ofMinutes(10), Duration.ofSeconds(30));
    }

    /**
     * @param bank its name
     * @param patience how long a call is waited for
     * @param threads runs each call at once
     * @param clock the clock to take times from
     */
    BankCalls(String bank, Patience patience, Executor threads, InstantSource clock) {
        this.bank = bank;
        this.patience = patience;
        this.threads = threads;
        this.clock = clock;
    }

    /** Why no call goes there now. */
    Optional<Problem> unhealthy() {
        return lost.stream().findFirst().map(call -> Problem.of(ProblemKind.UNAVAILABLE, "The bank \"" + bank + "\" does not answer: " + call
                + " has not come back since " + call.since() + ", also when it was interrupted.")
                .hint("See to its store, such as a network or a disk that hangs; the bank is used again when that call has come back, or the bank was registered anew.")
                .subject(bank));
    }

    /** Since when no call goes there. */
    Optional<Instant> unhealthySince() {
        return lost.stream().map(BankCall::since).min(Comparator.naturalOrder());
    }

    /**
     * Calls the bank.
     *
     * @param what the call, as people read it
     * @param body calls it
     * @throws BankException of kind {@code UNAVAILABLE} if it does not answer in time
     * @throws Exception what the bank throws
     */
    <T> T call(String what, Callable<T> body) throws Exception {
        Optional<Problem> unhealthy = unhealthy();
        if (unhealthy.isPresent()) {
            throw new BankException(unhealthy.get());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw BankException.interrupted(new InterruptedException());
        }
        BankCall<T> call = new BankCall<>(what, body, clock.instant(), lost::remove);
        try {
            threads.execute(call);
        } catch (RejectedExecutionException stopping) {
            throw new BankException(Problem.of(ProblemKind.UNAVAILABLE, "The runtime stops, and calls no bank any more.").subject(bank), stopping);
        }
        try {
            return call.await(patience.answer());
        } catch (TimeoutException late) {
            return part(call, new BankException(Problem.of(ProblemKind.UNAVAILABLE, "The bank \"" + bank + "\" did not answer " + what + " within "
                    + patience.answer().toSeconds() + " s.").hint("See to its store, such as a network or a disk that hangs.").subject(bank), late));
        } catch (InterruptedException stop) {
            try {
                return part(call, BankException.interrupted(stop));
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What has come to its end all the same counts. */
    private <T> T part(BankCall<T> call, BankException reason) throws BankException {
        call.interrupt();
        long end = System.nanoTime() + patience.parting().toNanos();
        while (true) {
            try {
                return call.await(Duration.ofNanos(end - System.nanoTime()));
            } catch (TimeoutException stuck) {
                giveUp(call);
                throw reason;
            } catch (InterruptedException again) {
                // Whoever waits is told of the first one, when this is over.
            } catch (Exception ended) {
                reason.addSuppressed(ended);
                throw reason;
            }
        }
    }

    private void giveUp(BankCall<?> call) {
        lost.add(call);
        if (call.hasEnded()) {
            lost.remove(call);
            return;
        }
        LOG.log(Level.WARNING, "The bank \"{0}\" did not end {1}, also when it was interrupted. It was given up at{2}", bank, call, call.stack());
    }
}
