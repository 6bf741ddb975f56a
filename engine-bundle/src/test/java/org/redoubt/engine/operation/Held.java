package org.redoubt.engine.operation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.bank.BankException;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.Fault;

/** Holds the first call that comes to it until it is let go; not for ever, as a test that fails may never do so. Thread-safe. */
final class Held implements Fault {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(4);

    private final CountDownLatch caught = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final boolean bounded;
    private volatile String thread = "";

    /**
     * @param bounded whether the engine waits for the call for a bounded time only
     */
    Held(boolean bounded) {
        this.bounded = bounded;
    }

    /** Whether the engine goes on without the call. */
    boolean bounded() {
        return bounded || thread.contains("preflight");
    }

    /** Whether a call is held, or was. */
    boolean caught() {
        return caught.getCount() == 0;
    }

    /** The name of the thread that is held. */
    String thread() {
        return thread;
    }

    void release() {
        released.countDown();
    }

    /** Holds the thread until it is let go or interrupted. */
    void hold() throws InterruptedException {
        thread = Thread.currentThread().getName();
        caught.countDown();
        if (!released.await(LONGEST, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("Nobody let go of " + thread + ".");
        }
    }

    /** Holds the thread until it is let go, whoever interrupts it. */
    void holdWhateverHappens() {
        long end = System.nanoTime() + LONGEST;
        while (released.getCount() > 0 && System.nanoTime() < end) {
            try {
                hold();
            } catch (InterruptedException ignored) {
                // That is what it is for.
            }
        }
    }

    @Override
    public void before(BankCall call) throws BankException {
        try {
            hold();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BankException.interrupted(e);
        }
    }
}
