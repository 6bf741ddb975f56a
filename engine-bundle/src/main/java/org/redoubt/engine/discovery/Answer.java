package org.redoubt.engine.discovery;

import java.util.Optional;
import org.redoubt.api.problem.Problem;

/**
 * The answer to a {@link Question}: either a value or a problem.
 *
 * @param <A> the value
 */
record Answer<A>(Optional<A> value, Optional<Problem> problem) {
    static <A> Answer<A> of(A value) {
        return new Answer<>(Optional.of(value), Optional.empty());
    }

    static <A> Answer<A> failed(Problem problem) {
        return new Answer<>(Optional.empty(), Optional.of(problem));
    }
}
