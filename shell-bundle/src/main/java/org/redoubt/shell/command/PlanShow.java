package org.redoubt.shell.command;

import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.shell.render.PlanSheet;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt plan show}. */
final class PlanShow extends Command {
    private final FrontDoor door;

    PlanShow(FrontDoor door) {
        super(Usage.of("plan show", "Shows a plan.").operands("NAME", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        Plan plan = door.open().plans(invocation.caller()).show(invocation.arguments().operands().getFirst());
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("plan", plan.toJson()).build());
        } else {
            PlanSheet.print(plan, invocation.out());
        }
        return DONE;
    }
}
