package org.redoubt.crashprobe;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.resource.Resource;

/** An operation as another one, whose hooks all are there and pass a boundary when they begin and when they end. */
final class WatchedOperation<C extends OperationContext> implements Operation<C> {
    private final OperationType type;
    private final Operation<C> real;
    private final Boundaries boundaries;

    WatchedOperation(OperationType type, Operation<C> real, Boundaries boundaries) {
        this.type = type;
        this.real = real;
        this.boundaries = boundaries;
    }

    private interface Deed {
        void run() throws Exception;
    }

    private void hook(Hook hook, Resource resource, C context, Deed deed) throws Exception {
        String name = type.word() + " " + hook.word() + " " + resource.type() + "#" + resource.name();
        boundaries.pass("before " + name, context);
        if (real.hooks().contains(hook)) {
            deed.run();
        }
        boundaries.pass("after " + name, context);
    }

    @Override
    public Set<Hook> hooks() {
        return EnumSet.allOf(Hook.class);
    }

    @Override
    public void onPrepareBegin(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
        hook(Hook.PREPARE_BEGIN, resource, context, () -> real.onPrepareBegin(checkpoint, resource, context, parameters));
    }

    @Override
    public void onPrepareFinish(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
        hook(Hook.PREPARE_FINISH, resource, context, () -> real.onPrepareFinish(checkpoint, resource, context, parameters));
    }

    @Override
    public void onMain(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
        hook(Hook.MAIN, resource, context, () -> real.onMain(checkpoint, resource, context, parameters));
    }

    @Override
    public void onComplete(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
        hook(Hook.COMPLETE, resource, context, () -> real.onComplete(checkpoint, resource, context, parameters));
    }

    @Override
    public List<Problem> onCheck(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
        return real.onCheck(checkpoint, resource, context, parameters);
    }

    @Override
    public List<PlannedAction> plan(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
        return real.plan(checkpoint, resource, context, parameters);
    }

    @Override
    public Set<String> capacities(Hook hook, Resource resource) {
        return real.capacities(hook, resource);
    }
}
