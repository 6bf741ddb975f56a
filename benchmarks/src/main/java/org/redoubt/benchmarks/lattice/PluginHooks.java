package org.redoubt.benchmarks.lattice;

import java.util.Optional;
import org.osgi.framework.Version;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.hook.HookCall;
import org.redoubt.engine.hook.HookHost;
import org.redoubt.engine.hook.HookResult;
import org.redoubt.engine.hook.HookRunner;
import org.redoubt.engine.hook.LocalHookRunner;
import org.redoubt.engine.hook.PluginOperation;
import org.redoubt.engine.lattice.HookBody;
import org.redoubt.engine.lattice.HookOutcome;
import org.redoubt.engine.lattice.LatticeRun;
import org.redoubt.engine.plugin.PluginId;

/**
 * Hooks of a plugin, called as the engine calls them: through its runner of hooks, with a call, a context and a class loader
 * for each. Only the resource behind them is always the same one.
 */
final class PluginHooks implements HookBody {
    private static final Resource RESOURCE = Resource.of("Measured::Resource", "1", "measured");

    private final OperationId operation = new OperationId("01900000-0000-7000-8000-000000000001");
    private final PluginId plugin = new PluginId("measured", Version.emptyVersion, 1);
    private final Parameters parameters = Parameters.empty();
    private final HookHost host;
    private final HookRunner runner;

    PluginHooks(Operation<ProtectContext> hooks) throws CycleException {
        host = new IdleHost(EmptyCheckpoint.make(), RESOURCE);
        PluginOperation<?> measured = PluginOperation.ask(OperationType.PROTECT, new Plugin(hooks), RESOURCE);
        runner = new LocalHookRunner(number -> measured);
    }

    @Override
    public HookOutcome run(LatticeRun run, int number, Hook hook) {
        HookResult result = runner.run(new HookCall(operation, OperationType.PROTECT, RESOURCE.ref(), number, hook, plugin,
                parameters, Optional.empty()), host);
        return switch (result) {
            case HookResult.Done done -> HookOutcome.DONE;
            case HookResult.Cancelled cancelled -> HookOutcome.STOPPED;
            case HookResult.Failed failed -> HookOutcome.failed(new IllegalStateException(failed.problem().toString()));
        };
    }

    private record Plugin(Operation<ProtectContext> hooks) implements ProtectionPlugin {
        @Override
        public Operation<ProtectContext> getProtectOperation(Resource resource) {
            return hooks;
        }

        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return Operation.none();
        }
    }
}
