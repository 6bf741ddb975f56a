package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.JsonString;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.api.service.ResourceStatus;

/** What is recorded of a resource in an operation, so that the operation can be taken back or gone on with. */
final class ResourceDocument {
    private ResourceDocument() {
    }

    static JsonObject toJson(ResourceRun run, Optional<Duration> freezeWindow) {
        JsonObject.Builder memo = JsonObject.builder();
        run.memo().forEach(memo::put);
        JsonObject.Builder json = JsonObject.builder().put("status", run.status().word()).put("memo", memo.build())
                .put("grade", run.grade().word()).put("gradeReason", run.gradeReason()).put("bytes", run.bytes())
                .put("reasons", problems(run.reasons())).put("warnings", problems(run.warnings()));
        run.quiesces().ifPresent(grade -> json.put("quiesces", grade.word()));
        run.snapshotAt().ifPresent(at -> json.put("snapshotAt", at.toString()));
        freezeWindow.ifPresent(window -> json.put("freezeWindow", window.toString()));
        run.restoredAs().ifPresent(restored -> json.put("restored", JsonObject.builder().put("resource", restored.resource().toJson())
                .put("place", restored.place()).put("attributes", restored.attributes()).build()));
        return json.build();
    }

    private static JsonArray problems(List<Problem> problems) {
        return JsonArray.of(problems.stream().map(Problem::toJson).toList());
    }

    static Map<String, String> memo(JsonObject json) {
        Map<String, String> memo = new TreeMap<>();
        json.object("memo").orElse(JsonObject.empty()).members().forEach((key, value) ->
                memo.put(key, value instanceof JsonString text ? text.value() : value.toString()));
        return memo;
    }

    /** How long the consistency group of a resource was frozen. */
    static Optional<Duration> freezeWindow(JsonObject json) {
        return json.string("freezeWindow").map(Duration::parse);
    }

    /** Lets a resource stand as it stood when that was recorded. */
    static void recall(JsonObject json, ResourceRun run) {
        memo(json).forEach(run::remember);
        problems(json, "warnings").forEach(run::warn);
        run.consistency(grade(json), json.string("gradeReason").orElse(""));
        run.quiesce(grade(json, "quiesces"));
        json.string("snapshotAt").map(Instant::parse).ifPresent(run::snapshotTaken);
        restored(json).ifPresent(run::restored);
        run.advance(json.number("bytes").orElse(0));
        run.takeChanged();
    }

    /** How consistent a resource is. */
    static Grade grade(JsonObject json) {
        return grade(json, "grade").orElse(Grade.NONE);
    }

    private static Optional<Grade> grade(JsonObject json, String member) {
        return Arrays.stream(Grade.values()).filter(grade -> json.string(member).filter(grade.word()::equals).isPresent()).findFirst();
    }

    /** What became of a resource, as far as is recorded. */
    static ResourceOutcome outcome(Resource resource, JsonObject json, ResourceStatus otherwise) {
        ResourceStatus status = json.string("status").map(Words::status).filter(known -> known == ResourceStatus.FAILED || known == ResourceStatus.PARTIAL
                || known == ResourceStatus.UNDONE).orElse(otherwise);
        Optional<RestoredResource> restored = restored(json);
        return new OutcomeSnapshot(resource, status, problems(json, "reasons"), restored.map(RestoredResource::place),
                restored.map(RestoredResource::resource), Optional.empty());
    }

    private static Optional<RestoredResource> restored(JsonObject json) {
        return json.object("restored").map(known -> new RestoredResource(Resource.fromJson(known.object("resource").orElseThrow()),
                known.string("place").orElse(""), known.object("attributes").orElse(JsonObject.empty())));
    }

    static List<Problem> problems(JsonObject json, String member) {
        List<Problem> problems = new ArrayList<>();
        for (Json element : json.array(member)) {
            if (element instanceof JsonObject problem) {
                problems.add(Problem.fromJson(problem));
            }
        }
        return problems;
    }
}
