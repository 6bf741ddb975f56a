package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.api.service.ResourceStatus;

/** What became of one resource, as it was at one instant. */
record OutcomeSnapshot(Resource resource, ResourceStatus status, List<Problem> reasons, Optional<String> restoredTo,
        Optional<Resource> restoredAs, Optional<Duration> freezeWindow) implements ResourceOutcome {

    static List<ResourceOutcome> all(ResourceRuns runs) {
        List<ResourceOutcome> all = new ArrayList<>(runs.graph().size());
        for (int number = 0; number < runs.graph().size(); number++) {
            Resource resource = runs.graph().resource(number);
            all.add(runs.peek(number).map(run -> of(run, runs.freezeWindow(run.number())))
                    .orElseGet(() -> new OutcomeSnapshot(resource, ResourceStatus.PENDING, List.of(), Optional.empty(), Optional.empty(), Optional.empty())));
        }
        return all;
    }

    private static OutcomeSnapshot of(ResourceRun run, Optional<Duration> window) {
        Optional<RestoredResource> restored = run.restoredAs();
        return new OutcomeSnapshot(run.resource(), run.status(), run.reasons(), restored.map(RestoredResource::place),
                restored.map(RestoredResource::resource), window);
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("type", resource.type()).put("id", resource.id())
                .put("name", resource.name()).put("status", status.word());
        if (!reasons.isEmpty()) {
            json.put("reasons", JsonArray.of(reasons.stream().map(Problem::toJson).toList()));
        }
        restoredTo.ifPresent(place -> json.put("restoredTo", place));
        restoredAs.ifPresent(fresh -> json.put("restoredAs", fresh.toJson()));
        freezeWindow.ifPresent(window -> json.put("freezeWindow", window.toString()));
        return json.build();
    }

    static OutcomeSnapshot fromJson(JsonObject json) {
        List<Problem> reasons = new ArrayList<>();
        for (Json element : json.array("reasons")) {
            if (element instanceof JsonObject reason) {
                reasons.add(Problem.fromJson(reason));
            }
        }
        return new OutcomeSnapshot(Resource.fromJson(json), Words.status(json.string("status").orElse("")), reasons,
                json.string("restoredTo"), json.object("restoredAs").map(Resource::fromJson), json.string("freezeWindow").map(Duration::parse));
    }
}
