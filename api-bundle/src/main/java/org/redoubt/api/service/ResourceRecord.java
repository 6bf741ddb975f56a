package org.redoubt.api.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;

/** What a checkpoint records of one resource. Immutable. */
@ProviderType
public interface ResourceRecord {
    /** The resource as it was. */
    Resource resource();

    /** What became of it. */
    ResourceStatus status();

    /** Why, if not all is well, and what its plugin warned of. */
    List<Problem> reasons();

    /** How consistent it is. */
    Grade consistency();

    /** Why it is as consistent as it is. */
    String consistencyReason();

    /** The instant whose state it has, if its plugin said so. */
    Optional<Instant> snapshotAt();

    /** For a root that was protected, the time from the first prepare begin to the last prepare finish of its consistency group. */
    Optional<Duration> freezeWindow();

    /** The symbolic name of the plugin's bundle. */
    String pluginName();

    /** The version of the plugin's bundle. */
    String pluginVersion();

    /** The version of the plugin's format. */
    String format();

    /** Whether a plugin that is here now can read it, and if not, why, in one sentence. */
    Optional<String> unreadable();

    /** Bytes it has, holes not counted. */
    long bytes();

    /** All of this as a document. */
    JsonObject toJson();
}
