package org.redoubt.engine.hook;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.CopyContext;
import org.redoubt.api.protection.DeleteContext;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;

/**
 * The operation of a plugin for one resource, whichever of the five it is: joins the plugin's object with the kind of context it needs.
 *
 * @param <C> the context
 */
public abstract sealed class PluginOperation<C extends OperationContext> {
    private final Operation<C> operation;

    /** The class loader that the plugin finds in its thread. */
    final ClassLoader loader() {
        return operation.getClass().getClassLoader();
    }

    private PluginOperation(Operation<C> operation) {
        this.operation = operation;
    }

    /**
     * Asks a plugin.
     *
     * @param type which of the five
     * @param plugin whom
     * @param resource for which resource
     * @return its operation
     * @throws IllegalStateException if it answers {@code null}
     */
    public static PluginOperation<?> ask(OperationType type, ProtectionPlugin plugin, Resource resource) {
        return switch (type) {
            case PROTECT -> new Protect(present(plugin.getProtectOperation(resource), type));
            case RESTORE -> new Restore(present(plugin.getRestoreOperation(resource), type));
            case VERIFY -> new Verify(present(plugin.getVerifyOperation(resource), type));
            case COPY -> new Copy(present(plugin.getCopyOperation(resource), type));
            case DELETE -> new Delete(present(plugin.getDeleteOperation(resource), type));
        };
    }

    private static <C extends OperationContext> Operation<C> present(Operation<C> operation, OperationType type) {
        if (operation == null) {
            throw new IllegalStateException("it has no " + type.word() + " operation (null) for this resource");
        }
        return operation;
    }

    /** The hooks it implements. */
    public final Set<Hook> hooks() {
        Set<Hook> hooks = operation.hooks();
        return hooks.isEmpty() ? Set.of() : EnumSet.copyOf(hooks);
    }

    /** The capacities a hook uses up. */
    public final Set<String> capacities(Hook hook, Resource resource) {
        return Set.copyOf(operation.capacities(hook, resource));
    }

    final void call(HookCall call, HookHost host) throws Exception {
        C context = context(call, host);
        Checkpoint checkpoint = host.checkpoint();
        Resource resource = host.resource();
        Parameters parameters = Parameters.of(call.parameters());
        try {
            switch (call.hook()) {
                case PREPARE_BEGIN -> operation.onPrepareBegin(checkpoint, resource, context, parameters);
                case PREPARE_FINISH -> operation.onPrepareFinish(checkpoint, resource, context, parameters);
                case MAIN -> operation.onMain(checkpoint, resource, context, parameters);
                case COMPLETE -> operation.onComplete(checkpoint, resource, context, parameters);
            }
        } finally {
            ((HookContext) context).fence();
        }
    }

    final List<Problem> check(HookCall call, HookHost host) throws Exception {
        C context = context(call, host);
        try {
            return List.copyOf(operation.onCheck(host.checkpoint(), host.resource(), context, Parameters.of(call.parameters())));
        } finally {
            ((HookContext) context).fence();
        }
    }

    final List<PlannedAction> plan(HookCall call, HookHost host) throws Exception {
        C context = context(call, host);
        try {
            return List.copyOf(operation.plan(host.checkpoint(), host.resource(), context, Parameters.of(call.parameters())));
        } finally {
            ((HookContext) context).fence();
        }
    }

    abstract C context(HookCall call, HookHost host);

    private static final class Protect extends PluginOperation<ProtectContext> {
        Protect(Operation<ProtectContext> operation) {
            super(operation);
        }

        @Override
        ProtectContext context(HookCall call, HookHost host) {
            return new ProtectHookContext(call, host);
        }
    }

    private static final class Restore extends PluginOperation<RestoreContext> {
        Restore(Operation<RestoreContext> operation) {
            super(operation);
        }

        @Override
        RestoreContext context(HookCall call, HookHost host) {
            return new RestoreHookContext(call, host);
        }
    }

    private static final class Verify extends PluginOperation<VerifyContext> {
        Verify(Operation<VerifyContext> operation) {
            super(operation);
        }

        @Override
        VerifyContext context(HookCall call, HookHost host) {
            return new VerifyHookContext(call, host);
        }
    }

    private static final class Copy extends PluginOperation<CopyContext> {
        Copy(Operation<CopyContext> operation) {
            super(operation);
        }

        @Override
        CopyContext context(HookCall call, HookHost host) {
            return new CopyHookContext(call, host);
        }
    }

    private static final class Delete extends PluginOperation<DeleteContext> {
        Delete(Operation<DeleteContext> operation) {
            super(operation);
        }

        @Override
        DeleteContext context(HookCall call, HookHost host) {
            return new DeleteHookContext(call, host);
        }
    }
}
