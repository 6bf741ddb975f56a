package org.redoubt.engine.owner;

import java.util.concurrent.atomic.AtomicBoolean;
import org.redoubt.api.bank.Lease;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** The use of a lease by one operation, until it is closed. Thread-safe. */
public final class Holding implements AutoCloseable {
    private final BankLease lease;
    private final AtomicBoolean closed = new AtomicBoolean();

    Holding(BankLease lease) {
        this.lease = lease;
    }

    /** The lease. */
    public Lease lease() {
        return lease;
    }

    /**
     * Refuses to complete anything while the lease is not held.
     *
     * @throws RedoubtException of kind {@code CONFLICT}
     */
    public void demand() throws RedoubtException {
        if (!lease.held()) {
            throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "This runtime could not give a sign of life in the bank for so long that others may "
                    + "take it for gone, so it completes nothing there.").hint("When the bank answers again, resume the operation, or start it again."));
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            lease.leave();
        }
    }
}
