package org.redoubt.api.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceGraph;

/** A checkpoint as it was at one instant. Immutable; the graph and the resources may be read only when they are asked for. */
@ProviderType
public interface CheckpointView {
    /** Its id. */
    CheckpointId id();

    /** What can be said of it. */
    CheckpointStatus status();

    /** Why, if it is not available. */
    List<Problem> problems();

    /** Whose it is. */
    ProjectId project();

    /** The name of its plan; empty without one. */
    Optional<String> plan();

    /** The provider that holds it. */
    String provider();

    /** When its making began, to the millisecond. */
    Instant createdAt();

    /** When it was whole, or given up. */
    Optional<Instant> completedAt();

    /**
     * Since when it has its status: when the last attempt to make it began or ended, when it was deleted, or when the last attempt to purge it
     * began or failed. Empty if that cannot be read.
     */
    Optional<Instant> statusSince();

    /** When it was deleted, if it is. */
    Optional<Instant> deletedAt();

    /**
     * Until when no collection purges it unless it is told to, if it is deleted; after that it can be undeleted until one does. Empty also
     * if its provider is not configured in this runtime.
     */
    Optional<Instant> keptUntil();

    /** The weakest consistency of its resources. */
    Optional<Grade> consistency();

    /** The longest time between the snapshot points of one consistency group, if there are several in one. */
    Optional<Duration> skew();

    /** Bytes that its resources have, holes not counted. */
    long bytes();

    /** How many resources it has. */
    long resourceCount();

    /** Its graph. */
    ResourceGraph graph() throws RedoubtException;

    /** What is recorded of each resource, in the order of the graph. */
    List<ResourceRecord> resources() throws RedoubtException;

    /**
     * What the last verify of it has found; empty if there was none. Where one before it that looked closer has found damage, and none that looked as
     * close has cleared it since, what that one has found.
     */
    Optional<CheckpointCheck> lastCheck() throws RedoubtException;

    /** What the last verify to each depth has found, the newest first. */
    List<CheckpointCheck> lastChecks() throws RedoubtException;

    /** What a list shows of it, as a document, with the last check if that could be read; without graph and resources. */
    JsonObject toJson();
}
