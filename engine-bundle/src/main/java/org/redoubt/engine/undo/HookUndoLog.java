package org.redoubt.engine.undo;

import java.util.List;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoLog;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;

/**
 * The ledger as one hook of one resource sees it.
 *
 * @param ledger the ledger
 * @param resource the resource
 * @param number its number in the graph
 * @param hook the hook
 * @param plugin whose hook
 */
public record HookUndoLog(UndoLedger ledger, Resource resource, int number, Hook hook, PluginId plugin) implements UndoLog {
    @Override
    public UndoHandle register(UndoSpec spec) throws RedoubtException {
        OpenStep step = ledger.register(resource, number, hook, plugin, spec);
        return new UndoHandle() {
            @Override
            public String id() {
                return step.id();
            }

            @Override
            public void release() throws RedoubtException {
                ledger.release(step.id());
            }
        };
    }

    @Override
    public List<UndoStep> open() {
        return List.copyOf(ledger.open(number));
    }

    @Override
    public void release(String id) throws RedoubtException {
        ledger.release(id);
    }
}
