package org.redoubt.engine.operation;

import java.util.function.Predicate;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;

/** The toy, but for some steps that cannot be taken back at first, and are held at a gate later. Thread-safe. */
final class HeldUndo implements ProtectionPlugin {
    final Gates gate = new Gates();
    private final ToyPlugin toy;
    private final Predicate<UndoStep> stuck;
    private volatile boolean holds;

    private HeldUndo(ToyPlugin toy, Predicate<UndoStep> stuck) {
        this.toy = toy;
        this.stuck = stuck;
    }

    /** The same for all resources of an engine. */
    static HeldUndo of(Fixture engine, Predicate<UndoStep> stuck) {
        HeldUndo held = new HeldUndo(engine.toy, stuck);
        engine.plugins.replaceAll((type, plugin) -> held);
        return held;
    }

    /** From now on they are held. */
    void hold() {
        holds = true;
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return toy.getProtectOperation(resource);
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return toy.getRestoreOperation(resource);
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) {
        if (stuck.test(step)) {
            if (!holds) {
                return UndoResult.cannot("The array is away.");
            }
            gate.holdWhateverHappens();
        }
        return toy.undo(step, context);
    }
}
