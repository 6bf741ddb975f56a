package org.redoubt.shell.command;

import java.util.List;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt plan list}. */
final class PlanList extends Command {
    private final FrontDoor door;

    PlanList(FrontDoor door) {
        super(Usage.of("plan list", "Lists the plans."));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        List<Plan> plans = door.open().plans(invocation.caller()).list();
        if (invocation.json()) {
            invocation.document(JsonObject.builder()
                    .put("plans", JsonArray.of(plans.stream().map(Plan::toJson).toList())).build());
            return DONE;
        }
        Table table = new Table("NAME", "PROVIDER", ">RESOURCES", "DESCRIPTION");
        plans.forEach(plan -> table.row(plan.name(), plan.provider(), Integer.toString(plan.resources().size()),
                plan.description()));
        table.print(invocation.out(), "There are no plans.");
        return DONE;
    }
}
