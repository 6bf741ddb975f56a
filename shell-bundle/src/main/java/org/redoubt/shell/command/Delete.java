package org.redoubt.shell.command;

import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** {@code redoubt delete}. */
@Component(service = Command.class)
@GogoFunction(function = "delete")
public final class Delete extends OperationCommand {
    private static final Usage USAGE = CheckpointOperand.in(Usage.of("delete",
            "Deletes a checkpoint. It can be undeleted until `collect` purges it after the grace of its provider."))
            .flag("--purge", "for good and at once, also one that is deleted already; what plugins keep outside the bank goes now, too")
            .flag("--without-plugin", "also if no plugin can read it; what it keeps outside the bank then stays")
            .example("delete 0198c0de --dry-run")
            .example("delete 0198c0de --purge");

    /** Made by the component runtime. */
    @Activate
    public Delete(@Reference FrontDoor door) {
        super(USAGE, door);
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        ProtectionService service = door().open();
        DeleteRequest request = request(invocation, CheckpointOperand.of(invocation, service.checkpoints(invocation.caller())));
        OptionalInt dry = dryRun(invocation, request);
        if (dry.isPresent()) {
            return dry.getAsInt();
        }
        OperationView view = follow(invocation, service.delete(invocation.caller(), request));
        return conclude(invocation, view, answer(view), "Checkpoint " + view.checkpoint() + (request.isPurge() ? " is deleted for good."
                : " is deleted. Until it is collected, `redoubt undelete " + view.checkpoint() + "` brings it back."));
    }

    /** What is to be deleted, as it was typed. */
    static DeleteRequest request(Invocation invocation, CheckpointId checkpoint) throws UsageException {
        DeleteRequest request = DeleteRequest.of(checkpoint).options(options(invocation.arguments()));
        request = invocation.arguments().has("--purge") ? request.purge() : request;
        return invocation.arguments().has("--without-plugin") ? request.withoutPlugin() : request;
    }
}
