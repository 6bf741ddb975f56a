package org.redoubt.probe;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;

/**
 * A plugin whose effects are entries of a map among the system properties, as classes of the JDK are the only ones that a test
 * shares with a bundle. A hook waits at its gate, if there is one in the map, and leaves it when it is asked to stop.
 */
public final class StagePlugin implements ProtectionPlugin, ProtectablePlugin {
    /** The type that it protects. */
    public static final String TYPE = "Stage::Thing";
    /** The system property with the map. */
    public static final String STAGE = "probe.stage";

    /** The entry of the map with the thing that every server has, if it has one. */
    public static final String OF_SERVERS = "of servers";

    private static final String DATA = "data";
    private static final int CONTENT = 4096;

    private final String version;
    private volatile boolean closed;

    /**
     * @param version of the bundle, which it writes into checkpoints
     */
    public StagePlugin(String version) {
        this.version = version;
    }

    void close() {
        closed = true;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stage() {
        return (Map<String, Object>) System.getProperties().get(STAGE);
    }

    private static void pause(String hook, Resource thing, OperationContext context) throws Exception {
        if (stage().get("entered " + hook + " " + thing.id()) instanceof CountDownLatch entered
                && stage().get("gate " + hook + " " + thing.id()) instanceof CountDownLatch gate) {
            entered.countDown();
            while (!gate.await(5, TimeUnit.MILLISECONDS)) {
                context.checkCancelled();
            }
        }
    }

    private static void effect(String name, UndoSpec step, OperationContext context) throws Exception {
        context.memo().put(name.split(" ")[0], context.undo().register(step.arg("effect", name)).id());
        stage().put("effect " + name, Boolean.TRUE);
    }

    private static void gone(String name, OperationContext context) throws Exception {
        stage().remove("effect " + name);
        context.undo().release(context.memo().get(name.split(" ")[0]).orElseThrow());
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return new Operation<>() {
            @Override
            public void onPrepareBegin(Checkpoint checkpoint, Resource thing, ProtectContext context, Parameters parameters) throws Exception {
                effect("freeze " + thing.id(), UndoSpec.of("thaw").urgent(), context);
                pause("prepare", thing, context);
            }

            @Override
            public void onPrepareFinish(Checkpoint checkpoint, Resource thing, ProtectContext context, Parameters parameters) throws Exception {
                effect("snapshot " + thing.id(), UndoSpec.of("drop"), context);
                gone("freeze " + thing.id(), context);
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource thing, ProtectContext context, Parameters parameters) throws Exception {
                pause("main", thing, context);
                context.section().put("thing", JsonObject.builder().put("version", version).build());
                try (DataWriter data = context.section().create(DATA, DataHints.none().size(CONTENT))) {
                    data.write(0, ByteBuffer.allocate(CONTENT).putLong(0, System.nanoTime()));
                    data.commit();
                }
                context.consistency(Grade.METADATA, "It is a name only.");
            }

            @Override
            public void onComplete(Checkpoint checkpoint, Resource thing, ProtectContext context, Parameters parameters) throws Exception {
                gone("snapshot " + thing.id(), context);
            }
        };
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return EnumSet.of(Hook.MAIN);
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource thing, RestoreContext context, Parameters parameters) throws Exception {
                effect("copy " + thing.id(), UndoSpec.of("remove").product(), context);
                pause("restore", thing, context);
                try (DataReader data = context.section().open(DATA)) {
                    data.read(0, ByteBuffer.allocate(CONTENT));
                }
                context.restored(Resource.of(TYPE, thing.id() + "-restored", thing.name()), "nowhere", JsonObject.empty());
            }
        };
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) {
        if (closed) {
            throw new IllegalStateException("It was called after its service had left.");
        }
        return stage().remove("effect " + step.spec().arguments().get("effect")) != null ? UndoResult.done() : UndoResult.nothing();
    }

    @Override
    public String getResourceType() {
        return TYPE;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return Set.of("Host::Server");
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
        return stage().get(OF_SERVERS) instanceof String id ? List.of(Resource.of(TYPE, id, id)) : List.of();
    }
}
