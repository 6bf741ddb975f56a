package org.redoubt.engine.service;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;

/** Its hook, the main one unless another is named, waits to be let go, and then fails if the resource is called so; what it did then cannot be taken back. */
final class PatientPlugin implements ProtectionPlugin, ProtectablePlugin {
    static final String FAILS = "fails";
    private static final long LONGEST = 4;

    final CountDownLatch held = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    private final String type;
    private final Hook hook;

    PatientPlugin(String type) {
        this(type, Hook.MAIN);
    }

    PatientPlugin(String type, Hook hook) {
        this.hook = hook;
        this.type = type;
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource r) {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return EnumSet.of(hook);
            }

            @Override
            public void onPrepareBegin(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
                waitWith(resource, context);
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
                waitWith(resource, context);
            }

            private void waitWith(Resource resource, ProtectContext context) throws Exception {
                UndoHandle step = context.undo().register(UndoSpec.of("detach"));
                held.countDown();
                if (!released.await(LONGEST, TimeUnit.MINUTES) || resource.id().equals(FAILS)) {
                    throw new IllegalStateException("It had to fail.");
                }
                step.release();
            }
        };
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return Operation.none();
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) {
        return step.resource().id().equals(FAILS) ? UndoResult.cannot("The array is away.") : UndoResult.done();
    }

    @Override
    public String getResourceType() {
        return type;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return Set.of();
    }

    @Override
    public List<Resource> listResources(DiscoveryContext context) {
        return List.of();
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) {
        return Optional.of(Resource.of(type, id, id));
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) {
        return List.of();
    }
}
