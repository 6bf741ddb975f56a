package org.redoubt.engine.plugin;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.problem.Problem;

/**
 * A selection that has been made.
 *
 * @param lease on the one that was chosen
 * @param candidates all that were looked at
 * @param why one sentence
 * @param refusal why none was chosen
 */
record Chosen(Optional<PluginLease> lease, List<Candidate> candidates, String why, Optional<Problem> refusal) implements Selection {
    Chosen {
        candidates = List.copyOf(candidates);
    }

    static Chosen of(PluginLease lease, List<Candidate> candidates) {
        return new Chosen(Optional.of(lease), candidates, "The plugin " + lease.id() + " is used.", Optional.empty());
    }

    static Chosen none(Problem problem, List<Candidate> candidates) {
        return new Chosen(Optional.empty(), candidates, problem.message(), Optional.of(problem));
    }

    @Override
    public Problem problem() {
        return refusal.orElseThrow(() -> new IllegalStateException("A plugin was chosen, so there is no problem."));
    }
}
