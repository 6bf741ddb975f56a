package org.redoubt.benchmarks.operation;

import java.util.concurrent.CountDownLatch;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.CopyContext;
import org.redoubt.api.protection.DeleteContext;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;

/** Four hooks that do nothing, but for a step that the first opens and the last releases, if that is wanted. */
final class IdlePlugin implements ProtectionPlugin {
    private final boolean steps;
    private final CountDownLatch mains;
    private final CountDownLatch going;

    /**
     * @param steps whether there is an undo step for each resource
     * @param going what the mains wait for
     */
    IdlePlugin(boolean steps, CountDownLatch mains, CountDownLatch going) {
        this.steps = steps;
        this.mains = mains;
        this.going = going;
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return new Idle();
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return new Operation<>() { };
    }

    @Override
    public Operation<VerifyContext> getVerifyOperation(Resource resource) {
        return new Operation<>() { };
    }

    @Override
    public Operation<CopyContext> getCopyOperation(Resource resource) {
        return new Operation<>() { };
    }

    @Override
    public Operation<DeleteContext> getDeleteOperation(Resource resource) {
        return new Operation<>() { };
    }

    @Override
    public JsonObject getSavedInfo(ResourceSection section, Resource resource) {
        return JsonObject.empty();
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) {
        return UndoResult.nothing();
    }

    private final class Idle implements Operation<ProtectContext> {
        @Override
        public void onPrepareBegin(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws RedoubtException {
            if (steps) {
                context.undo().register(UndoSpec.of("release").arg("name", resource.name()));
            }
        }

        @Override
        public void onPrepareFinish(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) {
            // Nothing is to be measured but the engine.
        }

        @Override
        public void onMain(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws InterruptedException {
            mains.countDown();
            going.await();
        }

        @Override
        public void onComplete(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws RedoubtException {
            for (UndoStep step : context.undo().open()) {
                context.undo().release(step.id());
            }
        }
    }
}
