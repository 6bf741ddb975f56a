package org.redoubt.engine.checkpoint;

import java.time.Instant;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;

/**
 * That a checkpoint was deleted, in a way that can be undone.
 *
 * @param identity what it is found by
 * @param by who deleted it
 * @param operation in which operation
 * @param at when
 * @param terms how it was asked for, to be purged likewise
 */
record RemovalNote(Identity identity, Owner by, OperationId operation, Instant at, JsonObject terms) {

    JsonObject toJson() {
        return JsonObject.builder().put("identity", identity.toJson()).put("by", Owners.json(by)).put("operation", operation.value())
                .put("at", Times.text(at)).put("terms", terms).build();
    }

    static RemovalNote read(Fields fields) throws BankException {
        return new RemovalNote(Identity.read(fields), Owners.read(fields, "by"), new OperationId(fields.string("operation")),
                fields.instant("at").orElseThrow(() -> fields.senseless("at")), fields.object("terms"));
    }
}
