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
 * The one document that ends an attempt to make a checkpoint: whoever stores it first decides.
 *
 * @param decision how it ended
 * @param identity what the checkpoint is found by
 * @param status what the checkpoint is, unless a later attempt goes on: available, partial, interrupted, or error for one that was given up
 * @param by who ended it
 * @param epoch the fencing token of that one
 * @param completedAt when
 * @param name under which name the records are; it makes every outcome different from all others, also those of one owner
 * @param recorded whether there are records
 * @param summary what the records come to
 * @param problems why it is not available
 * @param vault what the vault asked for to be in a commit
 */
record Outcome(Decision decision, Identity identity, CheckpointStatus status, Owner by, long epoch, Instant completedAt, String name,
        boolean recorded, Summary summary, List<Problem> problems, Optional<JsonObject> vault) {
    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("outcome", decision.word()).put("status", status.word())
                .put("identity", identity.toJson()).put("by", Owners.json(by)).put("epoch", epoch)
                .put("completedAt", Times.text(completedAt)).put("records", name).put("recorded", recorded)
                .put("summary", summary.toJson()).put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList()));
        vault.ifPresent(receipt -> json.put("vault", receipt));
        return json.build();
    }

    static Outcome read(Fields fields) throws BankException {
        return new Outcome(decision(fields), Identity.read(fields), status(fields), Owners.read(fields, "by"), fields.number("epoch"),
                fields.instant("completedAt").orElseThrow(() -> fields.senseless("completedAt")), fields.string("records"),
                fields.json().flag("recorded").orElse(false), Summary.read(fields), fields.problems("problems"), fields.json().object("vault"));
    }

    private static Decision decision(Fields fields) throws BankException {
        return fields.word("outcome", Decision.values(), Decision::word).orElseThrow(() -> fields.senseless("outcome"));
    }

    private static CheckpointStatus status(Fields fields) throws BankException {
        boolean committed = decision(fields) == Decision.COMMITTED;
        return fields.word("status", CheckpointStatus.values(), CheckpointStatus::word)
                .filter(status -> committed == (status == CheckpointStatus.AVAILABLE || status == CheckpointStatus.PARTIAL))
                .orElseThrow(() -> fields.senseless("status"));
    }
}
