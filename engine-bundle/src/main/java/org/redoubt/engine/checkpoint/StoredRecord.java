package org.redoubt.engine.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceStatus;

/**
 * What became of one resource, as a checkpoint records it.
 *
 * @param resource the resource as it was
 * @param status what became of it
 * @param reasons why, if not all is well, and warnings
 * @param consistency how consistent it is
 * @param consistencyReason why it is so consistent
 * @param snapshotAt the instant whose state it has, to the millisecond
 * @param freezeWindow for a root, the time from the first prepare begin to the last prepare finish of its consistency group
 * @param freezeOverrun for a root, how long its consistency group had been in these hooks when it was given up, as its freeze budget was over
 * @param pluginName the symbolic name of the plugin's bundle; may be empty
 * @param pluginVersion the version of the plugin's bundle; may be empty
 * @param format the version of the plugin's format; may be empty
 * @param bytes bytes it has, holes not counted
 */
public record StoredRecord(Resource resource, ResourceStatus status, List<Problem> reasons, Grade consistency,
        String consistencyReason, Optional<Instant> snapshotAt, Optional<Duration> freezeWindow, Optional<Duration> freezeOverrun,
        String pluginName, String pluginVersion, String format, long bytes) {

    /** Copies the reasons. */
    public StoredRecord {
        Objects.requireNonNull(resource);
        Objects.requireNonNull(status);
        reasons = List.copyOf(reasons);
        Objects.requireNonNull(consistency);
        Objects.requireNonNull(consistencyReason);
        Objects.requireNonNull(snapshotAt);
        Objects.requireNonNull(freezeWindow);
        Objects.requireNonNull(freezeOverrun);
        Objects.requireNonNull(pluginName);
        Objects.requireNonNull(pluginVersion);
        Objects.requireNonNull(format);
    }

    /** A resource of which nothing is known yet. */
    public static StoredRecord pending(Resource resource) {
        return new StoredRecord(resource, ResourceStatus.PENDING, List.of(), Grade.NONE, "", Optional.empty(), Optional.empty(), Optional.empty(), "", "", "", 0);
    }
}
