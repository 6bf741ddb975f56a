package org.redoubt.shell.command;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.shell.operation.Follower;
import org.redoubt.shell.render.ConsistencyText;
import org.redoubt.shell.render.Human;

/**
 * A protect that has ended.
 *
 * @param operation how it ended
 * @param checkpoint what it has made; one that was given up at once may have no document to be shown
 */
record Protected(OperationView operation, Optional<CheckpointView> checkpoint) {

    /** Waits for the end of a protect. */
    static Protected await(ProtectionService service, Invocation invocation, OperationHandle handle) throws RedoubtException, InterruptedException {
        OperationView view = new Follower(invocation.visitor(), invocation.err(), invocation.json()).await(handle);
        try {
            return new Protected(view, Optional.of(service.checkpoints(invocation.caller()).show(view.checkpoint())));
        } catch (RedoubtException gone) {
            if (view.state() == OperationState.SUCCEEDED) {
                throw gone;
            }
            return new Protected(view, Optional.empty());
        }
    }

    /** Says what has been made, and gives the exit status. */
    int tell(Invocation invocation) {
        JsonObject.Builder answer = OperationCommand.answer(operation);
        answer.put("checkpoint", checkpoint.map(CheckpointView::toJson)
                .orElseGet(() -> JsonObject.builder().put("id", operation.checkpoint().value()).put("status", "error").build()));
        Optional<String> left = checkpoint.filter(made -> made.status() == CheckpointStatus.PARTIAL).map(made -> "Checkpoint "
                + made.id() + " is partial: `redoubt show " + made.id() + "` says which resources can be restored, with --partial.");
        return OperationCommand.conclude(invocation, operation, answer, checkpoint.map(this::sentence).orElse(""), left);
    }

    private String sentence(CheckpointView made) {
        Duration took = Duration.between(operation.startedAt(), operation.endedAt().orElse(operation.startedAt()));
        return "Checkpoint " + made.id() + " is " + made.status().word() + ": "
                + Human.count(made.resourceCount(), "resource") + ", " + Human.bytes(made.bytes()) + ", in "
                + Human.duration(took)
                + ConsistencyText.clause(made) + ".";
    }
}
