package org.redoubt.probe;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.resource.Resource;

/**
 * Protects things that exist in name only. Its main hook waits at a gate, which is a latch among the system properties, as
 * classes of the JDK are the only ones that a test shares with a bundle.
 */
public final class ProbePlugin implements ProtectionPlugin, ProtectablePlugin {
    /** The type that it protects. */
    public static final String TYPE = "Probe::Thing";
    /** The latch that is counted down when a main hook has begun. */
    public static final String ENTERED = "probe.entered";
    /** The latch that a main hook waits for. */
    public static final String GATE = "probe.gate";

    private final String version;

    /**
     * @param version of the bundle, which it writes into checkpoints
     */
    public ProbePlugin(String version) {
        this.version = version;
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return EnumSet.of(Hook.MAIN);
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource thing, ProtectContext context, Parameters parameters)
                    throws Exception {
                if (System.getProperties().get(ENTERED) instanceof CountDownLatch entered
                        && System.getProperties().get(GATE) instanceof CountDownLatch gate) {
                    entered.countDown();
                    gate.await();
                }
                context.section().put("thing", JsonObject.builder().put("version", version).build());
                context.consistency(Grade.METADATA, "It is a name only.");
            }
        };
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return Operation.none();
    }

    @Override
    public String getResourceType() {
        return TYPE;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return Set.of();
    }

    @Override
    public List<Resource> listResources(DiscoveryContext context) {
        return List.of(Resource.of(TYPE, "one", "one"));
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) {
        return Optional.of(Resource.of(TYPE, id, id));
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) {
        return List.of();
    }
}
