package org.redoubt.engine.operation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.engine.lattice.LatticeRun;

/** Whether an operation is to stop, and why; reaches its run as soon as there is one. Thread-safe. */
final class Cancellation {
    private final AtomicReference<Problem> cause = new AtomicReference<>();
    private volatile Optional<LatticeRun> run = Optional.empty();
    private volatile Runnable alarm = () -> { };

    /** Asks the operation to stop; only the first cause counts. */
    void request(Problem why) {
        if (cause.compareAndSet(null, why)) {
            alarm.run();
            run.ifPresent(LatticeRun::cancel);
        }
    }

    /** From now on a request wakes who waits before there is a run, and asks for the cause himself. */
    void wakes(Runnable waiting) {
        alarm = waiting;
    }

    /** From now on a request reaches this run; one that came before does at once. */
    void attach(LatticeRun running) {
        run = Optional.of(running);
        if (cause.get() != null) {
            running.cancel();
        }
    }

    Optional<Problem> cause() {
        return Optional.ofNullable(cause.get());
    }

    /** Throws if the hook of a resource is no longer wanted. */
    void check(int number) throws CancelledException {
        if (run.isPresent() && run.get().isStopping(number)) {
            throw new CancelledException(cause().map(Problem::message).orElse("The operation is stopping because something failed."));
        }
    }
}
