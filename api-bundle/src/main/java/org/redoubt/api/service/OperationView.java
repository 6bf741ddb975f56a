package org.redoubt.api.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;

/** An operation as it was at one instant. Immutable. */
@ProviderType
public interface OperationView {
    /** Its id. */
    OperationId id();

    /** Which of the five it is. */
    OperationType type();

    /** How far it is. */
    OperationState state();

    /** Whose it is. */
    ProjectId project();

    /** The name of the plan; empty without one. */
    Optional<String> plan();

    /** The provider. */
    String provider();

    /** The checkpoint it works on. */
    CheckpointId checkpoint();

    /** For a copy, the checkpoint it makes. */
    Optional<CheckpointId> targetCheckpoint();

    /** When it was accepted. */
    Instant startedAt();

    /** When it ended. */
    Optional<Instant> endedAt();

    /** Why it did not succeed; the first is the one that began it. */
    List<Problem> problems();

    /** What people should know although it did not fail; at most the first thousand. */
    List<Problem> warnings();

    /** How many warnings there were in all. */
    long warningCount();

    /** The hooks and bytes that are done and to do. */
    ProgressView progress();

    /** What became of each resource, in the order of the graph. */
    List<ResourceOutcome> resources();

    /** How many steps are still to be taken back. */
    int openUndoSteps();

    /** All of this as a document; lists {@code resources} too. */
    JsonObject toJson();
}
