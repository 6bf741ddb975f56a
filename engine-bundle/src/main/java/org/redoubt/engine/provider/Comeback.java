package org.redoubt.engine.provider;

import java.time.Duration;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Leases;

/**
 * Waits for a service that is away, as it is for a moment when its bundle is updated.
 *
 * @param changes tells when services come and go
 * @param grace how long it is waited for
 * @param interrupted what is said when waiting is interrupted
 */
record Comeback(Leases changes, Duration grace, Problem interrupted) {

    /** What needs the service. */
    interface Attempt<T> {
        T make() throws RedoubtException;
    }

    /**
     * Tries until it succeeds, waiting does not help or the time is over.
     *
     * @throws RedoubtException as the last attempt did, or {@link #interrupted()}
     */
    <T> T await(Attempt<T> attempt) throws RedoubtException {
        long left = grace.toNanos();
        while (true) {
            long seen = changes.generation();
            try {
                return attempt.make();
            } catch (RedoubtException away) {
                if (away.kind() != ProblemKind.UNAVAILABLE || left <= 0) {
                    throw away;
                }
            }
            left = pause(seen, left);
        }
    }

    private long pause(long seen, long left) throws RedoubtException {
        try {
            return changes.awaitChange(seen, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedoubtException(interrupted, e);
        }
    }
}
