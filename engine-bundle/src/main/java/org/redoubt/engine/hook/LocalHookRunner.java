package org.redoubt.engine.hook;

import java.util.List;
import java.util.function.IntFunction;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.PlannedAction;

/** Calls hooks in this process, on the calling thread. Thread-safe. */
public final class LocalHookRunner implements HookRunner {
    private final IntFunction<PluginOperation<?>> operations;

    /**
     * @param operations the plugin's operation for each resource of the graph
     */
    public LocalHookRunner(IntFunction<PluginOperation<?>> operations) {
        this.operations = operations;
    }

    @Override
    public HookResult run(HookCall call, HookHost host) {
        try {
            return within(call, host, PluginOperation::call);
        } catch (CancelledException cancelled) {
            return new HookResult.Cancelled(cancelled.problem());
        } catch (InterruptedException interrupted) {
            return new HookResult.Cancelled(Problem.of(ProblemKind.CANCELLED, "The hook was interrupted."));
        } catch (RedoubtException known) {
            return known.kind() == ProblemKind.CANCELLED ? new HookResult.Cancelled(known.problem()) : new HookResult.Failed(about(call, known.problem()));
        } catch (Throwable broken) {
            return new HookResult.Failed(about(call, Thrown.problem(call.plugin(), call.hook().word(), broken)));
        }
    }

    private interface Visit<T> {
        T pay(PluginOperation<?> operation, HookCall call, HookHost host) throws Exception;
    }

    private <T> T within(HookCall call, HookHost host, Visit<T> visit) throws Exception {
        PluginOperation<?> operation = operations.apply(call.number());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            setLoader(thread, operation.loader());
            return visit.pay(operation, call, host);
        } finally {
            // A hook must not leave its interrupt to whatever runs next on this thread.
            Thread.interrupted();
            setLoader(thread, before);
        }
    }

    // Asking costs less than setting.
    private static void setLoader(Thread thread, ClassLoader loader) {
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
        }
    }

    /**
     * Asks a plugin what is wrong before anything runs.
     *
     * @return every problem, one of them for what it threw
     */
    public List<Problem> check(HookCall call, HookHost host) {
        try {
            return within(call, host, PluginOperation::check).stream().map(problem -> about(call, problem)).toList();
        } catch (RedoubtException known) {
            return List.of(about(call, known.problem()));
        } catch (Throwable broken) {
            return List.of(about(call, Thrown.problem(call.plugin(), "check", broken)));
        }
    }

    /**
     * Asks a plugin what it would do.
     *
     * @throws RedoubtException if it cannot tell
     */
    public List<PlannedAction> plan(HookCall call, HookHost host) throws RedoubtException {
        try {
            return within(call, host, PluginOperation::plan);
        } catch (RedoubtException known) {
            throw known;
        } catch (Throwable broken) {
            throw new RedoubtException(about(call, Thrown.problem(call.plugin(), "plan", broken)));
        }
    }

    private static Problem about(HookCall call, Problem problem) {
        return problem.subject().isPresent() ? problem : problem.subject(call.resource().toString());
    }
}
