package org.redoubt.engine.discovery;

import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * A plugin that cannot be asked now, so that what it would find is missing.
 *
 * @param problem why, and what to do
 * @param reach what it finds; empty if it has never said so, and it may be anything
 */
record Absent(Problem problem, Optional<Reach> reach) {

    /** One that is there, and cannot be asked what it discovers. */
    static Absent mute(Problem why) {
        String label = why.subject().orElseThrow();
        return new Absent(why.hint("What depends on what may be missing without it, so nothing is protected. Mend " + label
                + " or remove it; if it is being upgraded, try again when that is done."), Optional.empty());
    }

    /** One that is expected to come back. */
    static Absent gone(String label, Reach reach) {
        String parents = String.join(" or a ", reach.parents().stream().sorted().toList());
        String finds = parents.isEmpty() ? reach.type() : "the " + reach.type() + " of a " + parents;
        String message = "The plugin " + label + ", which finds " + finds + ", went a moment ago and is not back.";
        return new Absent(Problem.of(ProblemKind.UNAVAILABLE, message)
                .hint("Try again when its upgrade is done; if it was removed for good, it is not waited for any more after some seconds.")
                .subject(label), Optional.of(reach));
    }

    /** Whether it would be asked for dependents in a graph with resources of some types. */
    boolean concerns(Set<String> types) {
        return reach.map(known -> known.concerns(types)).orElse(true);
    }
}
