package org.redoubt.crashprobe;

import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.CopyContext;
import org.redoubt.api.protection.DeleteContext;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;

/** A plugin as another one, whose hooks and undos pass boundaries. */
final class WatchedPlugin implements ProtectionPlugin {
    private final ProtectionPlugin real;
    private final Boundaries boundaries;

    WatchedPlugin(ProtectionPlugin real, Boundaries boundaries) {
        this.real = real;
        this.boundaries = boundaries;
    }

    private <C extends OperationContext> Operation<C> watched(OperationType type, Operation<C> operation) {
        return new WatchedOperation<>(type, operation, boundaries);
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return watched(OperationType.PROTECT, real.getProtectOperation(resource));
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return watched(OperationType.RESTORE, real.getRestoreOperation(resource));
    }

    @Override
    public Operation<VerifyContext> getVerifyOperation(Resource resource) {
        return watched(OperationType.VERIFY, real.getVerifyOperation(resource));
    }

    @Override
    public Operation<CopyContext> getCopyOperation(Resource resource) {
        return watched(OperationType.COPY, real.getCopyOperation(resource));
    }

    @Override
    public Operation<DeleteContext> getDeleteOperation(Resource resource) {
        return watched(OperationType.DELETE, real.getDeleteOperation(resource));
    }

    @Override
    public Schema getOptionsSchema(String type) {
        return real.getOptionsSchema(type);
    }

    @Override
    public Schema getSavedInfoSchema(String type) {
        return real.getSavedInfoSchema(type);
    }

    @Override
    public Schema getRestoreSchema(String type) {
        return real.getRestoreSchema(type);
    }

    @Override
    public Schema getVerifySchema(String type) {
        return real.getVerifySchema(type);
    }

    @Override
    public Schema getCopySchema(String type) {
        return real.getCopySchema(type);
    }

    @Override
    public Schema getDeleteSchema(String type) {
        return real.getDeleteSchema(type);
    }

    @Override
    public JsonObject getSavedInfo(ResourceSection section, Resource resource) throws RedoubtException {
        return real.getSavedInfo(section, resource);
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
        String name = "undo " + step.spec().name() + " " + step.resource().type() + "#" + step.resource().name();
        boundaries.pass("before " + name);
        UndoResult result = real.undo(step, context);
        boundaries.pass("after " + name);
        return result;
    }
}
