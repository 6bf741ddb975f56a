package org.redoubt.engine.operation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.CopyContext;
import org.redoubt.api.protection.DeleteContext;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;

/** The toy with a check and a main hook in every operation, so that each of the five can be held while it is prepared and at work. */
final class StagedPlugin implements ProtectionPlugin {
    private final ToyPlugin toy;
    private final Map<String, ToyPlugin.Deed> checks = new ConcurrentHashMap<>();
    private final Map<String, ToyPlugin.Deed> mains = new ConcurrentHashMap<>();

    StagedPlugin(ToyPlugin toy) {
        this.toy = toy;
    }

    /** The same for all resources of an engine. */
    static StagedPlugin of(Fixture engine) {
        StagedPlugin staged = new StagedPlugin(engine.toy);
        engine.plugins.replaceAll((type, plugin) -> staged);
        return staged;
    }

    /** What is done while it is asked whether a resource can be worked on. */
    void whenChecked(OperationType type, String resourceId, ToyPlugin.Deed deed) {
        checks.put(type + " " + resourceId, deed);
    }

    /** What the main hook of a resource does first. */
    void inMain(OperationType type, String resourceId, ToyPlugin.Deed deed) {
        mains.put(type + " " + resourceId, deed);
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return new Staged<>(OperationType.PROTECT, toy.getProtectOperation(resource));
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return new Staged<>(OperationType.RESTORE, toy.getRestoreOperation(resource));
    }

    @Override
    public Operation<VerifyContext> getVerifyOperation(Resource resource) {
        return new Staged<>(OperationType.VERIFY, toy.getVerifyOperation(resource));
    }

    @Override
    public Operation<CopyContext> getCopyOperation(Resource resource) {
        return new Staged<>(OperationType.COPY, toy.getCopyOperation(resource));
    }

    @Override
    public Operation<DeleteContext> getDeleteOperation(Resource resource) {
        return new Staged<>(OperationType.DELETE, toy.getDeleteOperation(resource));
    }

    @Override
    public Schema getOptionsSchema(String type) {
        return toy.getOptionsSchema(type);
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) {
        return toy.undo(step, context);
    }

    private final class Staged<C extends OperationContext> implements Operation<C> {
        private final OperationType type;
        private final Operation<C> inner;

        Staged(OperationType type, Operation<C> inner) {
            this.type = type;
            this.inner = inner;
        }

        private void play(Map<String, ToyPlugin.Deed> deeds, Resource resource, C context) throws Exception {
            ToyPlugin.Deed deed = deeds.get(type + " " + resource.id());
            if (deed != null) {
                deed.run(context);
            }
        }

        @Override
        public Set<Hook> hooks() {
            EnumSet<Hook> hooks = EnumSet.of(Hook.MAIN);
            hooks.addAll(inner.hooks());
            return hooks;
        }

        @Override
        public List<Problem> onCheck(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
            play(checks, resource, context);
            return inner.onCheck(checkpoint, resource, context, parameters);
        }

        @Override
        public void onPrepareBegin(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
            inner.onPrepareBegin(checkpoint, resource, context, parameters);
        }

        @Override
        public void onPrepareFinish(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
            inner.onPrepareFinish(checkpoint, resource, context, parameters);
        }

        @Override
        public void onMain(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
            play(mains, resource, context);
            inner.onMain(checkpoint, resource, context, parameters);
        }

        @Override
        public void onComplete(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
            inner.onComplete(checkpoint, resource, context, parameters);
        }
    }
}
