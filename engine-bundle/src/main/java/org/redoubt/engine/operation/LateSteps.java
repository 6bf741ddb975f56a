package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.undo.OpenStep;

/** Steps that are open again when their operation has ended, until somebody looks after them. Thread-safe. */
final class LateSteps {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private final Queue<LateStep> waiting = new ConcurrentLinkedQueue<>();

    private record LateStep(OperationId operation, OpenStep step) {
    }

    /** Takes a step over. */
    interface Adoption {
        /**
         * Takes it over, unless that cannot be done now.
         *
         * @return whether it was done
         */
        boolean adopt(OperationId operation, OpenStep step) throws RedoubtException;
    }

    void add(OperationId operation, OpenStep step) {
        waiting.add(new LateStep(operation, step));
    }

    /** Has all steps taken over; whether none is left. */
    boolean settle(Adoption adoption) {
        for (LateStep late : waiting) {
            if (adopted(late, adoption)) {
                waiting.remove(late);
            }
        }
        return waiting.isEmpty();
    }

    private static boolean adopted(LateStep late, Adoption adoption) {
        try {
            return adoption.adopt(late.operation(), late.step());
        } catch (RedoubtException notNow) {
            LOG.log(Level.DEBUG, "The step {0} of operation {1} cannot be recorded now: {2}", late.step(), late.operation(), notNow.getMessage());
            return false;
        } catch (RuntimeException broken) {
            LOG.log(Level.ERROR, "Looking after a late step of operation " + late.operation() + " failed.", broken);
            return false;
        }
    }
}
