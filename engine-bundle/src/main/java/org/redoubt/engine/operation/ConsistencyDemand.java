package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.lattice.ConsistencyGroups;

/**
 * Holds resources to the consistency that is demanded of them, when all hooks have ended.
 *
 * @param demanded the least that is good enough
 * @param host the operation
 */
record ConsistencyDemand(Grade demanded, RunHost host) {
    private static final int SHOWN = 10;
    private static final String HINT = "Use a snapshotter, freeze the server, or demand less.";

    /** Whether the operation need not fail for that. Where groups are isolated those that fall short are given up instead, unless none is left. */
    static boolean isMet(RunHost host) {
        return host.work().minimumConsistency().map(grade -> new ConsistencyDemand(grade, host)).map(ConsistencyDemand::isMet).orElse(true);
    }

    /** What is certain to fall short before anything was done. Where groups are isolated there may be others that are good enough. */
    static Optional<Problem> foreseen(RunHost host) {
        return host.spec().onFailure() == FailurePolicy.ISOLATE ? Optional.empty()
                : host.work().minimumConsistency().flatMap(grade -> problem(grade, host.tally().outlook().below(grade)));
    }

    private boolean isMet() {
        List<ResourceRun> all = new ArrayList<>();
        host.resources().forEach(all::add);
        if (host.spec().onFailure() == FailurePolicy.STOP) {
            Optional<Problem> problem = shortfall(all);
            problem.ifPresent(host.tally()::problem);
            return problem.isEmpty();
        }
        ConsistencyGroups groups = host.freezes().groups();
        Map<Integer, List<ResourceRun>> weak = new LinkedHashMap<>();
        all.stream().filter(this::fallsShort).forEach(run -> weak.put(groups.groupOf(run.number()), new ArrayList<>()));
        all.stream().filter(run -> weak.containsKey(groups.groupOf(run.number()))).forEach(run -> weak.get(groups.groupOf(run.number())).add(run));
        weak.values().forEach(this::giveUp);
        return weak.isEmpty() || all.stream().anyMatch(ConsistencyDemand::counts);
    }

    private void giveUp(List<ResourceRun> group) {
        Problem problem = shortfall(group).orElseThrow();
        host.tally().problem(problem);
        for (ResourceRun run : group) {
            if (fallsShort(run)) {
                run.failed(ResourceStatus.FAILED, problem);
            } else if (counts(run)) {
                Outcomes.giveUp(run, problem);
            }
        }
    }

    /** What was given up anyway is held to nothing. */
    private static boolean counts(ResourceRun run) {
        return run.status() == ResourceStatus.DONE || run.status() == ResourceStatus.PARTIAL;
    }

    private boolean fallsShort(ResourceRun run) {
        return counts(run) && !run.grade().atLeast(demanded);
    }

    private Optional<Problem> shortfall(List<ResourceRun> runs) {
        List<String> less = runs.stream().filter(this::fallsShort).map(run -> run.resource() + " is " + run.grade().word()
                + (run.gradeReason().isEmpty() ? "" : " (" + run.gradeReason() + ")")).toList();
        return problem(demanded, less);
    }

    private static Optional<Problem> problem(Grade demanded, List<String> less) {
        return less.isEmpty() ? Optional.empty() : Optional.of(Problem.of(ProblemKind.CONFLICT, "The plan demands the consistency "
                + demanded.word() + ", but " + String.join(", ", less.subList(0, Math.min(SHOWN, less.size())))
                + (less.size() > SHOWN ? ", and " + (less.size() - SHOWN) + " more fall short" : "") + ".").hint(HINT));
    }
}
