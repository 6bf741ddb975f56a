package org.redoubt.shell.given;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationPlan;

/**
 * A plan of an operation as a test says it.
 *
 * @param type of the operation
 * @param provider where it is done
 * @param graph on what
 * @param steps what would be done
 */
public record GivenPlan(OperationType type, String provider, ResourceGraph graph, List<OperationPlan.Step> steps) implements OperationPlan {

    @Override
    public List<Problem> warnings() {
        return List.of();
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.empty();
    }

    /**
     * What would be done for one resource.
     *
     * @param resource the resource
     * @param hooks that would run
     * @param plugin by which they would be run
     * @param parameters for it
     * @param origins of the parameters
     * @param actions what the plugin would do
     */
    public record Step(Resource resource, Set<Hook> hooks, Optional<String> plugin, JsonObject parameters, JsonObject origins,
            List<PlannedAction> actions) implements OperationPlan.Step {
    }
}
