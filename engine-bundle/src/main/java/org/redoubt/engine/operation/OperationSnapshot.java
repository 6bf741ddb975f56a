package org.redoubt.engine.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProgressView;
import org.redoubt.api.service.ResourceOutcome;

/** An operation as it was at one instant; what became of its resources may be read when somebody asks. */
record OperationSnapshot(OperationId id, OperationType type, OperationState state, ProjectId project, Optional<String> plan, String provider,
        CheckpointId checkpoint, Optional<CheckpointId> targetCheckpoint, Instant startedAt, Optional<Instant> endedAt,
        List<Complaint> complaints, List<Problem> warnings, long warningCount, ProgressView progress, Supplier<List<ResourceOutcome>> outcomes,
        int openUndoSteps) implements OperationView {

    @Override
    public List<Problem> problems() {
        return Complaint.problems(complaints);
    }

    @Override
    public List<ResourceOutcome> resources() {
        return outcomes.get();
    }

    @Override
    public JsonObject toJson() {
        return head().toBuilder().put("resources", JsonArray.of(resources().stream().map(ResourceOutcome::toJson).toList()))
                .put("openUndoSteps", openUndoSteps).build();
    }

    /** All but the resources, of which there may be a million. */
    JsonObject head() {
        JsonObject.Builder json = JsonObject.builder().put("id", id.value()).put("type", type.word()).put("state", state.word())
                .put("project", project.value());
        plan.ifPresent(name -> json.put("plan", name));
        json.put("provider", provider).put("checkpoint", checkpoint.value());
        targetCheckpoint.ifPresent(target -> json.put("targetCheckpoint", target.value()));
        json.put("startedAt", startedAt.toString());
        endedAt.ifPresent(at -> json.put("endedAt", at.toString()));
        json.put("problems", JsonArray.of(complaints.stream().map(Complaint::toJson).toList()))
                .put("warnings", JsonArray.of(warnings.stream().map(Problem::toJson).toList())).put("warningCount", warningCount);
        json.put("progress", JsonObject.builder().put("hooksDone", progress.hooksDone()).put("hooksTotal", progress.hooksTotal())
                .put("bytesDone", progress.bytesDone()).put("bytesTotal", progress.bytesTotal()).put("running", progress.running()).build());
        return json.put("openUndoSteps", openUndoSteps).build();
    }

    /** The reverse of {@link #head()}. */
    static OperationSnapshot fromJson(JsonObject json, Supplier<List<ResourceOutcome>> outcomes) {
        JsonObject progress = json.object("progress").orElse(JsonObject.empty());
        return new OperationSnapshot(new OperationId(json.string("id").orElseThrow()), Words.type(json.string("type").orElse("")),
                Words.state(json.string("state").orElse("")), new ProjectId(json.string("project").orElse("default")),
                json.string("plan"), json.string("provider").orElse(""), CheckpointId.of(json.string("checkpoint").orElse("")),
                json.string("targetCheckpoint").map(CheckpointId::of), Instant.parse(json.string("startedAt").orElseThrow()),
                json.string("endedAt").map(Instant::parse), all(json, "problems", Complaint::fromJson), all(json, "warnings", Problem::fromJson),
                json.number("warningCount").orElse(0),
                new ProgressView(progress.number("hooksDone").orElse(0), progress.number("hooksTotal").orElse(0),
                        progress.number("bytesDone").orElse(0), progress.number("bytesTotal").orElse(0), List.of()),
                outcomes, (int) json.number("openUndoSteps").orElse(0));
    }

    private static <T> List<T> all(JsonObject json, String member, Function<JsonObject, T> reader) {
        List<T> all = new ArrayList<>();
        for (Json element : json.array(member)) {
            if (element instanceof JsonObject object) {
                all.add(reader.apply(object));
            }
        }
        return all;
    }
}
