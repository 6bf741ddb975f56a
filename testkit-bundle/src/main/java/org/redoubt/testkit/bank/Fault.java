package org.redoubt.testkit.bank;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** What goes wrong in a call of a {@link FaultBank}. Thread-safe; the ready-made ones can be used any number of times. */
@ConsumerType
public interface Fault {

    /**
     * Comes before the call reaches the bank.
     *
     * @param call which one
     * @throws BankException if the call is not to reach it
     */
    default void before(BankCall call) throws BankException {
    }

    /**
     * Comes when the bank has done what it was asked.
     *
     * @param call which one
     * @throws BankException if the caller is not to learn of it
     */
    default void after(BankCall call) throws BankException {
    }

    /**
     * Changes what is read.
     *
     * @param content what the bank gave
     * @return what the caller gets
     */
    default InputStream content(InputStream content) {
        return content;
    }

    private static BankException failure(ProblemKind kind, BankCall call) {
        return new BankException(Problem.of(kind, "A fault was injected into call " + call + ".").subject(call.keyText()));
    }

    /** The call fails before it does anything, with a problem of this kind. */
    static Fault of(ProblemKind kind) {
        return new Fault() {
            @Override
            public void before(BankCall call) throws BankException {
                throw failure(kind, call);
            }
        };
    }

    /** The store does not answer; the same call may succeed later. */
    static Fault retryable() {
        return of(ProblemKind.UNAVAILABLE);
    }

    /** The store refuses, and will refuse again. */
    static Fault permanent() {
        return of(ProblemKind.DENIED);
    }

    /** The store is full. */
    static Fault full() {
        return of(ProblemKind.FULL);
    }

    /** The object cannot be found though it was stored. */
    static Fault missing() {
        return new Fault() {
            @Override
            public void before(BankCall call) throws BankException {
                throw call.key().map(BankException::notFound).orElseGet(() -> failure(ProblemKind.NOT_FOUND, call));
            }
        };
    }

    /** The store does what it was asked, but the answer is lost: the caller sees an error that may be tried again. */
    static Fault ambiguous() {
        return ambiguous(ProblemKind.UNAVAILABLE);
    }

    /**
     * The store does what it was asked, and then says that it failed.
     *
     * @param kind how it failed
     */
    static Fault ambiguous(ProblemKind kind) {
        return new Fault() {
            @Override
            public void after(BankCall call) throws BankException {
                throw failure(kind, call);
            }
        };
    }

    /**
     * The call waits until a gate is open; the interrupt of its thread ends it.
     *
     * @param gate open when its count is zero
     */
    static Fault slow(CountDownLatch gate) {
        return new Fault() {
            @Override
            public void before(BankCall call) throws BankException {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw BankException.interrupted(e);
                }
            }
        };
    }

    /** A read ends after so many bytes as if that were all. */
    static Fault tornRead(long after) {
        return new Fault() {
            @Override
            public InputStream content(InputStream content) {
                return new SpoiltStream(content, after, SpoiltStream.Harm.END);
            }
        };
    }

    /** A read fails with an {@link java.io.IOException} after so many bytes. */
    static Fault brokenRead(long after) {
        return new Fault() {
            @Override
            public InputStream content(InputStream content) {
                return new SpoiltStream(content, after, SpoiltStream.Harm.ERROR);
            }
        };
    }

    /** A read gives one byte with its lowest bit turned: the one at this place of what is read, if there is one. */
    static Fault bitFlip(long at) {
        return new Fault() {
            @Override
            public InputStream content(InputStream content) {
                return new SpoiltStream(content, at, SpoiltStream.Harm.FLIP);
            }
        };
    }
}
