package org.redoubt.engine.checkpoint;

import java.time.Instant;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;

/**
 * That an operation is about to delete a checkpoint for good.
 *
 * @param identity what the checkpoint is found by
 * @param by who deletes it
 * @param operation in which operation
 * @param at when
 * @param removal the number of the deletion that is to be made final
 */
record PurgeIntent(Identity identity, Owner by, OperationId operation, Instant at, int removal) {

    JsonObject toJson() {
        return JsonObject.builder().put("by", Owners.json(by)).put("operation", operation.value()).put("at", Times.text(at))
                .put("identity", identity.toJson()).put("removal", removal).build();
    }

    static PurgeIntent read(Fields fields) throws BankException {
        return new PurgeIntent(Identity.read(fields), Owners.read(fields, "by"), new OperationId(fields.string("operation")),
                fields.instant("at").orElseThrow(() -> fields.senseless("at")), (int) fields.number("removal"));
    }
}
