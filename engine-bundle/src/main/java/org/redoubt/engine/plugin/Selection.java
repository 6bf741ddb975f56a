package org.redoubt.engine.plugin;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.problem.Problem;

/** The answer to a {@link Selector}: a lease on the best plugin, or the reason why there is none. */
public interface Selection {

    /** The lease on the one that was chosen; the caller closes it. */
    Optional<PluginLease> lease();

    /** All that were looked at, the preferred first. */
    List<Candidate> candidates();

    /** One sentence that says which plugin was chosen, or why none was. */
    String why();

    /**
     * Why none was chosen.
     *
     * @throws IllegalStateException if one was
     */
    Problem problem();
}
