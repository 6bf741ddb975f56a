package org.redoubt.engine.operation;

import java.util.List;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.lattice.HookState;
import org.redoubt.engine.lattice.LatticeRun;

/** Says what became of each resource when all hooks have ended. */
final class Outcomes {
    private Outcomes() {
    }

    /** Settles every resource; those that did not come to their end bear the reason of the failure that began it. */
    static void settle(ResourceRuns resources, LatticeRun lattice, List<Problem> problems) {
        Problem cause = problems.isEmpty() ? null : problems.getFirst();
        for (ResourceRun resource : resources) {
            ResourceStatus status = resource.status();
            if (status == ResourceStatus.FAILED || status == ResourceStatus.PARTIAL) {
                continue;
            }
            if (whole(lattice, resource.number())) {
                resource.status(ResourceStatus.DONE);
            } else {
                giveUp(resource, cause);
            }
        }
    }

    /** Settles every resource when no hook ever ran. */
    static void neverRan(ResourceRuns resources, List<Problem> problems) {
        for (ResourceRun resource : resources) {
            giveUp(resource, problems.isEmpty() ? null : problems.getFirst());
        }
    }

    /** After a restore that failed as a whole: what had been made of other resources is gone again. */
    static void takenBack(ResourceRuns resources, List<Problem> problems) {
        for (ResourceRun resource : resources) {
            if (resource.status() == ResourceStatus.DONE || resource.status() == ResourceStatus.PARTIAL) {
                resource.takenBack(Problem.of(ProblemKind.CANCELLED, "It was taken back because of this: " + problems.getFirst())
                        .subject(resource.resource().toString()));
            }
        }
    }

    private static void giveUp(ResourceRun resource, Problem cause) {
        resource.failed(ResourceStatus.SKIPPED, Problem.of(ProblemKind.CANCELLED,
                cause == null ? "It was given up." : "It was given up because of this: " + cause)
                .subject(resource.resource().toString()));
    }

    private static boolean whole(LatticeRun lattice, int number) {
        for (Hook hook : Hook.values()) {
            HookState state = lattice.state(number, hook);
            if (state != HookState.DONE && state != HookState.NO_TASK) {
                return false;
            }
        }
        return true;
    }
}
