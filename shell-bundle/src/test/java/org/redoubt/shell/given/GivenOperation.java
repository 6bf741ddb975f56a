package org.redoubt.shell.given;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationListener;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProgressView;
import org.redoubt.api.service.ResourceOutcome;

/**
 * An operation as a test says it, which stands still, and its handle.
 *
 * @param type of the operation
 * @param state how far it is
 * @param progress how much is done
 * @param warnings what people should know
 * @param warningCount how many of those there are in all
 */
public record GivenOperation(OperationType type, OperationState state, ProgressView progress, List<Problem> warnings, long warningCount)
        implements OperationView, OperationHandle {

    @Override
    public OperationId id() {
        return new OperationId("01a202f1-8803-7000-a069-bf6698ecb967");
    }

    @Override
    public CheckpointId checkpoint() {
        return new CheckpointId("01a202f1-8803-7000-a069-bf6698ecb968");
    }

    @Override
    public Optional<CheckpointId> targetCheckpoint() {
        return Optional.empty();
    }

    @Override
    public ProjectId project() {
        return ProjectId.DEFAULT;
    }

    @Override
    public Optional<String> plan() {
        return Optional.empty();
    }

    @Override
    public String provider() {
        return "default";
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public Optional<Instant> endedAt() {
        return Optional.empty();
    }

    @Override
    public List<Problem> problems() {
        return List.of();
    }

    @Override
    public List<ResourceOutcome> resources() {
        return List.of();
    }

    @Override
    public int openUndoSteps() {
        return 0;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.empty();
    }

    @Override
    public OperationView view() {
        return this;
    }

    @Override
    public CompletionStage<OperationView> done() {
        return new CompletableFuture<>();
    }

    @Override
    public void cancel(String reason) {
        throw new IllegalStateException(reason);
    }

    @Override
    public Listening listen(OperationListener listener) {
        return () -> { };
    }
}
