package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;

/**
 * The one document that ends the making of a checkpoint: whoever stores it first decides.
 *
 * @param identity what the checkpoint is found by
 * @param status available, partial, or error for one that was given up
 * @param by who ended it
 * @param epoch the fencing token of that one
 * @param completedAt when
 * @param attempt under which name the records are; it makes every outcome different from all others, also those of one owner
 * @param recorded whether there are records
 * @param summary what the records come to
 * @param problems why it is not available
 */
record Outcome(Identity identity, CheckpointStatus status, Owner by, long epoch, Instant completedAt, String attempt,
        boolean recorded, Summary summary, List<Problem> problems) {
    private static final String COMMITTED = "committed";
    private static final String ABORTED = "aborted";

    JsonObject toJson() {
        return JsonObject.builder().put("outcome", status == CheckpointStatus.ERROR ? ABORTED : COMMITTED).put("status", status.word())
                .put("identity", identity.toJson()).put("by", Owners.json(by)).put("epoch", epoch)
                .put("completedAt", Times.text(completedAt)).put("attempt", attempt).put("recorded", recorded)
                .put("summary", summary.toJson()).put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList())).build();
    }

    static Outcome read(Fields fields) throws BankException {
        return new Outcome(Identity.read(fields), status(fields), Owners.read(fields, "by"), fields.number("epoch"),
                fields.instant("completedAt").orElseThrow(() -> fields.senseless("completedAt")), fields.string("attempt"),
                fields.json().flag("recorded").orElse(false), Summary.read(fields), fields.problems("problems"));
    }

    private static CheckpointStatus status(Fields fields) throws BankException {
        Optional<CheckpointStatus> status = fields.word("status", CheckpointStatus.values(), CheckpointStatus::word);
        String expected = status.filter(s -> s == CheckpointStatus.ERROR).isPresent() ? ABORTED : COMMITTED;
        return status.filter(s -> fields.json().string("outcome").orElse("").equals(expected))
                .orElseThrow(() -> fields.senseless("outcome"));
    }
}
