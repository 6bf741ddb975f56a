package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.checkpoint.CheckpointStart;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;

/**
 * Tells from earlier runs of a plan which consistency groups may not be ready to be thawed within the freeze budget. What was measured is
 * no reason to refuse.
 *
 * @param graph the resources that are to be protected
 * @param budget how long a group may be frozen
 */
record FreezeForecast(ResourceGraph graph, Duration budget) {
    /** How many earlier runs are looked at: one that was slow by chance is forgotten after as many that were not. */
    static final int RUNS = 5;

    /** How long a group took in one run, at least. */
    private record Past(CheckpointId checkpoint, StoredRecord root, Duration took) {
        static Optional<Past> of(CheckpointId checkpoint, StoredRecord root) {
            return root.freezeWindow().or(root::freezeOverrun).map(took -> new Past(checkpoint, root, took));
        }

        Past longer(Past other) {
            return other.took.compareTo(took) > 0 ? other : this;
        }
    }

    /** The warnings for what is to begin; none without a budget. */
    static List<Problem> warnings(CheckpointStore store, CheckpointStart start) throws BankException {
        Optional<Duration> budget = start.plan().freezeBudget();
        return budget.isEmpty() ? List.of() : new FreezeForecast(start.graph(), budget.get()).warnings(store, store.newestEnded(start, RUNS));
    }

    /** A warning for each group whose longest time is over the budget. */
    private List<Problem> warnings(CheckpointStore store, List<CheckpointId> before) {
        Map<Integer, Past> longest = new TreeMap<>();
        for (CheckpointId id : before) {
            for (Past past : pasts(store, id)) {
                graph.number(past.root().resource().ref()).ifPresent(number -> longest.merge(number, past, Past::longer));
            }
        }
        return longest.values().stream().filter(past -> past.took().compareTo(budget) >= 0).map(this::warning).toList();
    }

    private static List<Past> pasts(CheckpointStore store, CheckpointId id) {
        List<Past> pasts = new ArrayList<>();
        try {
            Optional<StoredCheckpoint> found = store.find(id);
            if (found.isPresent()) {
                found.get().records().forEach(entry -> Past.of(id, entry).ifPresent(pasts::add));
            }
        } catch (RedoubtException damaged) {
            // Then nothing is known of that run.
        }
        return pasts;
    }

    private Problem warning(Past past) {
        String took = Words.seconds(past.took());
        return Problem.of(ProblemKind.TIMEOUT, "For checkpoint " + past.checkpoint() + (past.root().freezeWindow().isPresent()
                ? " it took " + took + " until this could be thawed" : " this was given up after " + took + ", as it could not be thawed before")
                + ": the freeze budget of " + Words.seconds(budget) + " may not be enough.").hint(FreezeBudget.HINT).subject(past.root().resource().toString());
    }
}
