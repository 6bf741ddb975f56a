package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationPlan;

/** What an operation would do, kept apart from the plugins that said it. */
record PlannedOperation(OperationType type, String provider, ResourceGraph graph, List<OperationPlan.Step> steps, List<Problem> warnings)
        implements OperationPlan {

    static PlannedOperation of(OperationSpec spec, List<List<PlannedAction>> actions) {
        List<OperationPlan.Step> steps = new ArrayList<>();
        for (int r = 0; r < spec.graph().size(); r++) {
            Assignment assignment = spec.assignments().get(r);
            List<PlannedAction> all = new ArrayList<>(spec.work().planned(spec.graph().resource(r)));
            all.addAll(actions.get(r));
            steps.add(new PlannedStep(spec.graph().resource(r), spec.hooks(r),
                    assignment.lease().map(lease -> lease.id().toString()), assignment.parameters().parameters().json(),
                    assignment.parameters().origins(), List.copyOf(all)));
        }
        return new PlannedOperation(spec.work().type(), spec.work().provider(), spec.graph(), List.copyOf(steps), spec.warnings());
    }

    @Override
    public JsonObject toJson() {
        List<JsonObject> resources = new ArrayList<>();
        for (OperationPlan.Step step : steps) {
            JsonObject.Builder json = JsonObject.builder().put("type", step.resource().type()).put("id", step.resource().id())
                    .put("name", step.resource().name())
                    .put("dependents", graph.children(step.resource().ref()).stream().map(Resource::toString).toList())
                    .put("hooks", step.hooks().stream().map(Hook::word).toList());
            step.plugin().ifPresent(plugin -> json.put("plugin", plugin));
            json.put("parameters", step.parameters()).put("origins", step.origins());
            json.put("actions", JsonArray.of(step.actions().stream().map(action -> JsonObject.builder().put("verb", action.verb())
                    .put("subject", action.subject()).put("detail", action.detail()).build()).toList()));
            resources.add(json.build());
        }
        return JsonObject.builder().put("type", type.word()).put("provider", provider).put("resources", JsonArray.of(resources))
                .put("warnings", JsonArray.of(warnings.stream().map(Problem::toJson).toList())).build();
    }

    private record PlannedStep(Resource resource, Set<Hook> hooks, Optional<String> plugin, JsonObject parameters, JsonObject origins,
            List<PlannedAction> actions) implements OperationPlan.Step {
    }
}
