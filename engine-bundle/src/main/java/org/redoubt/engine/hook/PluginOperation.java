package org.redoubt.engine.hook;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.resource.Resource;

/**
 * The operation of a plugin for one resource, whichever of the five it is: joins the plugin's object with the kind of context
 * it needs.
 *
 * @param <C> the context
 */
public final class PluginOperation<C extends OperationContext> {
    private static final Set<Hook> ALL = Set.of(Hook.values());

    private Operation<C> operation;
    private final Set<Hook> hooks;
    private final BiFunction<HookCall, HookHost, ? extends C> contexts;
    private ClassLoader loader;
    private Set<String> usedByMain = Set.of();
    private Set<String> usedByComplete = Set.of();

    private PluginOperation(Operation<C> operation, BiFunction<HookCall, HookHost, ? extends C> contexts) {
        this.operation = operation;
        // Asked once: the lattice must not depend on whether a plugin says the same twice.
        Set<Hook> told = Objects.requireNonNull(operation.hooks(), "hooks() answered null");
        this.hooks = ALL.equals(told) ? ALL : Set.copyOf(told);
        this.contexts = contexts;
        this.loader = operation.getClass().getClassLoader();
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
            case PROTECT -> new PluginOperation<>(present(plugin.getProtectOperation(resource), type), ProtectHookContext::new);
            case RESTORE -> new PluginOperation<>(present(plugin.getRestoreOperation(resource), type), RestoreHookContext::new);
            case VERIFY -> new PluginOperation<>(present(plugin.getVerifyOperation(resource), type), VerifyHookContext::new);
            case COPY -> new PluginOperation<>(present(plugin.getCopyOperation(resource), type), CopyHookContext::new);
            case DELETE -> new PluginOperation<>(present(plugin.getDeleteOperation(resource), type), DeleteHookContext::new);
        };
    }

    private static <C extends OperationContext> Operation<C> present(Operation<C> operation, OperationType type) {
        if (operation == null) {
            throw new IllegalStateException("it has no " + type.word() + " operation (null) for this resource");
        }
        return operation;
    }

    /** Forgets the plugin's object, when no hook runs any more: whoever keeps the operation keeps nothing of a plugin with it. */
    public void forget() {
        operation = Operation.none();
        loader = PluginOperation.class.getClassLoader();
    }

    /** The class loader that the plugin finds in its thread. */
    ClassLoader loader() {
        return loader;
    }

    /** The hooks it implements. */
    public Set<Hook> hooks() {
        return hooks;
    }

    /**
     * Asks what the hooks that obey capacities use up. Asked once, before anything runs: who dispatches hooks must not wait for a plugin.
     *
     * @throws NullPointerException if it answers {@code null}
     */
    public void askCapacities(Resource resource) {
        usedByMain = told(Hook.MAIN, resource);
        usedByComplete = told(Hook.COMPLETE, resource);
    }

    private Set<String> told(Hook hook, Resource resource) {
        return Set.copyOf(Objects.requireNonNull(operation.capacities(hook, resource), "capacities() answered null"));
    }

    /** The capacities a hook uses up, as they were told. */
    public Set<String> capacities(Hook hook) {
        return switch (hook) {
            case PREPARE_BEGIN, PREPARE_FINISH -> Set.of();
            case MAIN -> usedByMain;
            case COMPLETE -> usedByComplete;
        };
    }

    // Spelled out, as it is called for each hook of a million resources: what it makes is all garbage.
    HookResult call(HookCall call, HookHost host) throws Exception {
        C context = contexts.apply(call, host);
        Parameters parameters = call.parameters();
        try {
            switch (call.hook()) {
                case PREPARE_BEGIN -> operation.onPrepareBegin(host.checkpoint(), host.resource(), context, parameters);
                case PREPARE_FINISH -> operation.onPrepareFinish(host.checkpoint(), host.resource(), context, parameters);
                case MAIN -> operation.onMain(host.checkpoint(), host.resource(), context, parameters);
                case COMPLETE -> operation.onComplete(host.checkpoint(), host.resource(), context, parameters);
            }
            return HookResult.done();
        } finally {
            ((HookContext) context).fence();
        }
    }

    List<Problem> check(HookCall call, HookHost host) throws Exception {
        return List.copyOf(Objects.requireNonNull(ask(call, host, operation::onCheck), "it answered null"));
    }

    List<PlannedAction> plan(HookCall call, HookHost host) throws Exception {
        return List.copyOf(Objects.requireNonNull(ask(call, host, operation::plan), "it answered null"));
    }

    private interface Method<C, T> {
        T call(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception;
    }

    private <T> T ask(HookCall call, HookHost host, Method<C, T> method) throws Exception {
        C context = contexts.apply(call, host);
        ((HookContext) context).ask();
        try {
            return method.call(host.checkpoint(), host.resource(), context, call.parameters());
        } finally {
            ((HookContext) context).fence();
        }
    }
}
