package org.redoubt.api.service;

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

    /** All of this as a document. */
    JsonObject toJson();
}
