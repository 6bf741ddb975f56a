package org.redoubt.engine.operation;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.redoubt.api.access.Caller;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.plugin.PluginLease;

/**
 * What steps of an operation are taken back with, whether it runs or is gone.
 *
 * @param engine what all operations work with
 * @param operation which operation
 * @param caller for whom
 * @param snapshotters the snapshotters in use
 * @param leases the plugin that the operation has for a resource, by its number
 * @param memos what hooks of a resource have left, by its number
 */
record UndoScene(Engine engine, OperationId operation, Caller caller, LeasedSnapshotters snapshotters,
        IntFunction<Optional<PluginLease>> leases, IntFunction<Map<String, String>> memos) {

    static UndoScene of(OperationId operation, RunHost run) {
        return new UndoScene(run.engine(), operation, run.caller(), run.snapshotters(), number -> run.resources().get(number).assignment().lease(),
                number -> run.resources().get(number).memo());
    }
}
