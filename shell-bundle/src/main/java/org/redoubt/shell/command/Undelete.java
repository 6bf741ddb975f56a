package org.redoubt.shell.command;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt undelete}. */
@Component(service = Command.class)
@GogoFunction(function = "undelete")
public final class Undelete extends Command {
    private final FrontDoor door;

    /** Made by the component runtime. */
    @Activate
    public Undelete(@Reference FrontDoor door) {
        super(CheckpointOperand.in(Usage.of("undelete", "Brings a deleted checkpoint back that has not been purged yet. "
                + "`checkpoints --deleted` lists them.")).example("undelete 0198c0de"));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door.open();
        CheckpointView view = service.undelete(invocation.caller(), CheckpointOperand.of(invocation, service.checkpoints(invocation.caller())));
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("checkpoint", view.toJson()).build());
        } else {
            invocation.out().println("Checkpoint " + view.id() + " is back, and " + view.status().word() + ConsistencyText.clause(view) + ".");
        }
        return DONE;
    }
}
