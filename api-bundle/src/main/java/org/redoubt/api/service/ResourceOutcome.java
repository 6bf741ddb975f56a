package org.redoubt.api.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;

/** What became of one resource in an operation. Immutable. */
@ProviderType
public interface ResourceOutcome {
    /** Which resource. */
    Resource resource();

    /** What became of it. */
    ResourceStatus status();

    /** Why, if not all is well. */
    List<Problem> reasons();

    /** For a restore, where it is now. */
    Optional<String> restoredTo();

    /** For a restore, what it is now. */
    Optional<Resource> restoredAs();

    /** For a root that was protected, the time from the first prepare begin to the last prepare finish of its consistency group. */
    Optional<Duration> freezeWindow();

    /** All of this as a document. */
    JsonObject toJson();
}
