package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.lattice.HookFailure;
import org.redoubt.engine.lattice.LatticeRun;

/**
 * Gives up a consistency group that has been frozen for too long: it is thawed at once, whatever its hooks are doing.
 *
 * @param host the operation
 * @param undo takes back
 */
record FreezeBudget(RunHost host, RunUndo undo) {
    private static final String HINT = "Allow more with the freeze budget of the plan, or look into the timeline for what took long.";

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
        Resource root = host.spec().graph().resource(first);
        Problem problem = Problem.of(ProblemKind.TIMEOUT, "The consistency group of " + root.name() + " was not ready to be thawed within its freeze budget of "
                + Words.seconds(host.spec().freezeBudget().orElseThrow()) + ": after " + Words.seconds(elapsed) + " " + open
                + " of its prepare hooks had not ended. It was thawed.").hint(HINT).subject(root.toString());
        members.stream().forEach(member -> host.resources().get(member).failed(ResourceStatus.FAILED, problem));
        run.fail(new HookFailure(first, Hook.PREPARE_FINISH, new RedoubtException(problem)));
        undo.urgentNow(members);
    }

    /** A warning for each group that took longer than the budget when it was protected last; what was measured is no reason to refuse. */
    static List<Problem> predict(ResourceGraph graph, Optional<Duration> budget, Optional<StoredCheckpoint> before) {
        List<Problem> warnings = new ArrayList<>();
        if (budget.isEmpty() || before.isEmpty()) {
            return warnings;
        }
        try {
            for (StoredRecord entry : before.get().records()) {
                ResourceRef ref = entry.resource().ref();
                entry.freezeWindow().filter(window -> window.compareTo(budget.get()) > 0 && graph.number(ref).isPresent())
                        .ifPresent(window -> warnings.add(Problem.of(ProblemKind.TIMEOUT, "The last time, for checkpoint " + before.get().id() + ", it took "
                                + Words.seconds(window) + " until this could be thawed, which is longer than the freeze budget of "
                                + Words.seconds(budget.get()) + ".").hint(HINT).subject(entry.resource().toString())));
            }
        } catch (RedoubtException damaged) {
            // Then nothing is known, as before the first time.
        }
        return warnings;
    }
}
