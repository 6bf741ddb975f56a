package org.redoubt.engine.operation;

import java.util.List;
import java.util.stream.Stream;
import org.redoubt.api.problem.Problem;

/**
 * What is found wrong: the first {@value #KEPT} are kept, of the others it is known how many there are. Immutable.
 *
 * @param first those that are kept
 * @param more how many others there are
 */
record Findings(List<Problem> first, long more) {
    /** Nothing was found. */
    static final Findings NONE = new Findings(List.of(), 0);

    private static final int KEPT = 1000;

    Findings with(Problem found) {
        return first.size() < KEPT ? new Findings(Stream.concat(first.stream(), Stream.of(found)).toList(), 0) : new Findings(first, more + 1);
    }

    /** Those that are kept, and last how many more there are, if there are. */
    List<Problem> all() {
        return more == 0 ? first : Stream.concat(first.stream(), Stream.of(rest())).toList();
    }

    private Problem rest() {
        Problem last = first.getLast();
        Problem rest = Problem.of(last.kind(), "And " + more + " more, which are not listed.");
        return last.subject().map(rest::subject).orElse(rest);
    }
}
