package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.BitSet;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.lattice.HookFailure;
import org.redoubt.engine.lattice.LatticeRun;

/**
 * Gives up a consistency group that has been frozen for too long: it is thawed at once, whatever its hooks are doing.
 *
 * @param host the operation
 * @param undo takes back
 */
record FreezeBudget(RunHost host, RunUndo undo) {
    static final String HINT = "Allow more with the freeze budget of the plan, or look into the timeline for what took long.";

    /** A prepare begin of a resource starts. */
    void begin(LatticeRun run, int number) {
        host.freezes().begin(number, (group, elapsed, open) -> run.beforeEnd(() -> over(run, group, elapsed, open)));
    }

    private void over(LatticeRun run, int group, Duration elapsed, int open) {
        BitSet members = host.freezes().groups().members(group);
        int first = members.nextSetBit(0);
        if (run.isStopping(first)) {
            // It has failed already, but what a hook that still runs keeps frozen would wait for the end of its grace.
            undo.urgentNow(members);
            return;
        }
        host.freezes().gaveUp(group, elapsed);
        Resource root = host.spec().graph().resource(first);
        Problem problem = Problem.of(ProblemKind.TIMEOUT, "The consistency group of " + root.name() + " was not ready to be thawed within its freeze budget of "
                + Words.seconds(host.spec().freezeBudget().orElseThrow()) + ": after " + Words.seconds(elapsed) + " " + open
                + " of its prepare hooks had not ended. It was thawed.").hint(HINT).subject(root.toString());
        members.stream().forEach(member -> host.resources().get(member).failed(ResourceStatus.FAILED, problem));
        run.fail(new HookFailure(first, Hook.PREPARE_FINISH, new RedoubtException(problem)));
        undo.urgentNow(members);
    }
}
