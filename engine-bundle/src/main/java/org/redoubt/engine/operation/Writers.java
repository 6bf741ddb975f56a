package org.redoubt.engine.operation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Version;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.plugin.Written;

/** Who wrote the section of each resource of a checkpoint. */
@FunctionalInterface
interface Writers {
    /** Who wrote the section of a resource, if that is known. */
    Optional<Written> written(Resource resource);

    /** As the checkpoint records it. */
    static Writers of(StoredCheckpoint stored) throws RedoubtException {
        Map<ResourceRef, Written> writers = new HashMap<>();
        for (StoredRecord entry : stored.records()) {
            if (!entry.pluginName().isEmpty() && !entry.format().isEmpty()) {
                writers.put(entry.resource().ref(), new Written(entry.pluginName(), Version.parseVersion(entry.format())));
            }
        }
        return resource -> Optional.ofNullable(writers.get(resource.ref()));
    }

    /** As the checkpoint records it, or unknown if that cannot be read. */
    static Writers lenient(StoredCheckpoint stored) {
        try {
            return of(stored);
        } catch (RedoubtException damaged) {
            return resource -> Optional.empty();
        }
    }
}
