package org.redoubt.engine.checkpoint;

import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.protection.OperationId;

/**
 * The first document of a checkpoint.
 *
 * @param identity what it is found by
 * @param plan the plan as it was
 * @param owner who writes
 * @param epoch the fencing token of the owner's lease
 * @param operation the operation that makes it
 * @param resources how many resources its graph has
 * @param edges how many edges its graph has
 */
record Begin(Identity identity, Plan plan, Owner owner, long epoch, OperationId operation, long resources, long edges) {

    JsonObject toJson() {
        return JsonObject.builder().put("identity", identity.toJson()).put("plan", plan.toJson()).put("owner", Owners.json(owner))
                .put("epoch", epoch).put("operation", operation.value()).put("resources", resources).put("edges", edges).build();
    }

    static Begin read(Fields fields) throws BankException {
        return new Begin(Identity.read(fields), fields.understand("plan", Plan::fromJson), Owners.read(fields, "owner"),
                fields.number("epoch"), new OperationId(fields.string("operation")), fields.number("resources"), fields.number("edges"));
    }
}
