package org.redoubt.engine.operation;

import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.engine.checkpoint.StoredCheckpoint;

/**
 * What is to be deleted, and how. What was asked for at a deletion that can be undone is kept with it, so that it is purged likewise.
 *
 * @param request how it was asked for
 * @param operation in which operation
 * @param owner by whom
 */
public record DeleteOrder(DeleteRequest request, OperationId operation, Owner owner) {
    private static final String WITHOUT_PLUGIN = "withoutPlugin";
    private static final String PARAMETERS = "parameters";

    /** What is kept of the request. */
    JsonObject terms() {
        return JsonObject.builder().put(WITHOUT_PLUGIN, request.isWithoutPlugin()).put(PARAMETERS, request.options().parameters().toJson()).build();
    }

    /** The request to purge a checkpoint that was deleted. */
    public static DeleteRequest purge(StoredCheckpoint deleted) {
        JsonObject terms = deleted.deletionTerms();
        DeleteRequest purge = DeleteRequest.of(deleted.id()).purge().options(OperationOptions.defaults()
                .parameters(ParameterSet.fromJson(terms.object(PARAMETERS).orElse(JsonObject.empty()))));
        return terms.flag(WITHOUT_PLUGIN).orElse(false) ? purge.withoutPlugin() : purge;
    }
}
