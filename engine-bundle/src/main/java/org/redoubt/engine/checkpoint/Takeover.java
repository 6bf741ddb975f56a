package org.redoubt.engine.checkpoint;

import java.time.Instant;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;

/**
 * The document that begins a later attempt: whoever stores it first goes on.
 *
 * @param owner who goes on
 * @param epoch the fencing token of the owner's lease
 * @param operation the operation that goes on
 * @param at when
 */
record Takeover(Owner owner, long epoch, OperationId operation, Instant at) {

    JsonObject toJson() {
        return JsonObject.builder().put("owner", Owners.json(owner)).put("epoch", epoch).put("operation", operation.value())
                .put("at", Times.text(at)).build();
    }

    static Takeover read(Fields fields) throws BankException {
        return new Takeover(Owners.read(fields, "owner"), fields.number("epoch"), new OperationId(fields.string("operation")),
                fields.instant("at").orElseThrow(() -> fields.senseless("at")));
    }
}
