package org.redoubt.engine.provider;

import java.util.List;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;

/**
 * Whether there is a secret. That is tried by fetching it; nobody looks at its value.
 *
 * @param secrets where it is looked for
 * @param caller for whom
 * @param reference {@code secret:NAME}
 */
public record SecretProbe(Secrets secrets, Caller caller, String reference) {
    /** What is in the way. */
    public List<Problem> problems() {
        try {
            secrets.secret(caller, reference).close();
            return List.of();
        } catch (RedoubtException refused) {
            Problem problem = refused.problem();
            return List.of(problem.subject().isPresent() ? problem : problem.subject(reference));
        }
    }
}
