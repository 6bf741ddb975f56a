package org.redoubt.shell.command;

import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt plan delete}. */
final class PlanDelete extends Command {
    private final FrontDoor door;

    PlanDelete(FrontDoor door) {
        super(Usage.of("plan delete", "Deletes a plan; its checkpoints stay.").operands("NAME", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        String name = invocation.arguments().operands().getFirst();
        door.open().plans(invocation.caller()).delete(name);
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("plan", JsonObject.builder().put("name", name)
                    .put("status", "deleted").build()).build());
        } else {
            invocation.out().println("Plan " + name + " is deleted; its checkpoints stay.");
        }
        return DONE;
    }
}
