package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Secret;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.CopyContext;
import org.redoubt.api.protection.DeleteContext;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.server.Freeze;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;

/**
 * Protects the servers and volumes of an estate as a plugin should: freezes servers by a driver, snapshots volumes by a snapshotter, uses
 * a secret, and works in temporary files. Each line of its hooks at which something may go wrong is a place.
 */
final class EstatePlugin implements ProtectionPlugin {
    private static final String SECRET = "secret:estate";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Estate estate;
    private final ServerDriver driver;
    private final Rough rough;

    /**
     * @param estate what it protects
     * @param driver what its servers are frozen and made by
     * @param rough what goes wrong in the middle of hooks
     */
    EstatePlugin(Estate estate, ServerDriver driver, Rough rough) {
        this.estate = estate;
        this.driver = driver;
        this.rough = rough;
    }

    private static boolean isServer(Resource resource) {
        return resource.type().equals("Toy::Server");
    }

    private static Server server(Resource resource, String text) {
        return Server.of(resource.id(), resource.name(), List.of(), JsonObject.builder().put(EstateDriver.TEXT, text).build());
    }

    private static List<VolumeSource> volume(Resource resource) {
        return List.of(new VolumeSource(resource.ref(), Path.of("/").resolve(resource.id())));
    }

    private static String snapshot(Resource resource, OperationId operation) {
        return resource.id() + " of " + operation;
    }

    private static void open(OperationContext context) throws RedoubtException {
        try (Secret secret = context.secret(SECRET)) {
            assertEquals("open", new String(secret.value()));
        }
    }

    private static void read(ResourceSection section, OperationContext context, StringBuilder into) throws Exception {
        try (DataReader reader = section.open("text")) {
            ByteBuffer text = ByteBuffer.allocate((int) reader.size());
            while (text.hasRemaining() && reader.read(text.position(), text) >= 0) {
                context.checkCancelled();
            }
            into.append(new String(text.array(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource r) {
        return new Protect();
    }

    private final class Protect implements Operation<ProtectContext> {
        @Override
        public Set<Hook> hooks() {
            return EnumSet.allOf(Hook.class);
        }

        @Override
        public Set<String> capacities(Hook hook, Resource resource) {
            return hook == Hook.MAIN ? Set.of("host:h1") : Set.of();
        }

        @Override
        public List<Problem> onCheck(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) {
            if (!isServer(resource)) {
                return List.of();
            }
            driver.frozenPaths(server(resource, "")).forEach(path -> assertFalse(context.runtimePaths().contains(path)));
            return driver.check(server(resource, ""));
        }

        @Override
        public void onPrepareBegin(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
            if (isServer(resource)) {
                UndoHandle thaw = context.undo().register(UndoSpec.of("thaw").urgent());
                rough.at("before the freeze of " + resource.id());
                Freeze freeze = driver.freeze(server(resource, ""), thaw.id(), Optional.empty());
                context.consistency(freeze.grade(), freeze.reason());
                rough.at("after the freeze of " + resource.id());
                context.memo().put("thaw", thaw.id());
            }
        }

        @Override
        public void onPrepareFinish(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
            if (isServer(resource)) {
                String step = context.memo().get("thaw").orElseThrow();
                assertTrue(driver.thaw(server(resource, ""), step).wasFrozen());
                rough.at("after the thaw of " + resource.id());
                context.undo().release(step);
                return;
            }
            VolumeSnapshotter snapshotter = context.snapshotter(volume(resource)).orElseThrow();
            String token = snapshot(resource, context.operation());
            UndoHandle drop = context.undo().register(UndoSpec.of("drop").arg("id", token).arg("by", snapshotter.name()));
            context.memo().put("drop", drop.id());
            rough.at("before the snapshot of " + resource.id());
            VolumeSnapshot taken = snapshotter.prepare(token, volume(resource)).snapshot().getFirst();
            rough.at("after the snapshot of " + resource.id());
            context.snapshotTaken(taken.takenAt());
            context.consistency(Grade.CRASH, "It was taken at one instant.");
        }

        @Override
        public void onMain(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
            open(context);
            byte[] bytes = estate.contents.getOrDefault(resource.id(), "").getBytes(StandardCharsets.UTF_8);
            context.section().put("meta", JsonObject.builder().put("length", bytes.length).build());
            String file = resource.id() + " of " + context.operation();
            UndoHandle discard = context.undo().register(UndoSpec.of("discard").arg("id", file));
            estate.temporary.add(file);
            rough.at("in the middle of " + resource.id());
            try (DataWriter writer = context.section().create("text", DataHints.none().size(bytes.length))) {
                writer.write(0, ByteBuffer.wrap(bytes));
                writer.commit();
            }
            context.progress().advance(bytes.length);
            estate.temporary.remove(file);
            discard.release();
            rough.at("at the end of " + resource.id());
        }

        @Override
        public void onComplete(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
            if (!isServer(resource)) {
                context.snapshotter(EstateSnapshotter.NAME).orElseThrow().release(snapshot(resource, context.operation()), volume(resource), LONG);
                rough.at("after the snapshot of " + resource.id() + " was dropped");
                context.undo().release(context.memo().get("drop").orElseThrow());
            }
        }
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource r) {
        return new Restore();
    }

    private final class Restore implements Operation<RestoreContext> {
        @Override
        public Set<Hook> hooks() {
            return EnumSet.of(Hook.MAIN, Hook.COMPLETE);
        }

        @Override
        public List<Problem> onCheck(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
            context.section().get("meta");
            return List.of();
        }

        @Override
        public void onMain(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
            open(context);
            String file = resource.id() + " of " + context.operation();
            UndoHandle discard = context.undo().register(UndoSpec.of("discard").arg("id", file));
            estate.temporary.add(file);
            rough.at("in the middle of " + resource.id());
            StringBuilder text = new StringBuilder();
            read(context.section(), context, text);
            context.memo().put("text", text.toString());
            if (!isServer(resource)) {
                make(resource, context);
            }
            estate.temporary.remove(file);
            discard.release();
        }

        private void make(Resource resource, RestoreContext context) throws Exception {
            String id = context.target().orElseThrow().location() + "/" + context.target().orElseThrow().name();
            context.undo().register(UndoSpec.of("remove").arg("id", id).product());
            rough.at("before " + resource.id() + " is made");
            String text = context.memo().get("text").orElseThrow();
            if (isServer(resource)) {
                driver.restore(server(resource, text), id, Map.of());
            } else {
                estate.contents.put(id, text);
            }
            rough.at("after " + resource.id() + " was made");
            context.restored(Resource.of(resource.type(), id, resource.name()), id, JsonObject.empty());
        }

        @Override
        public void onComplete(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
            for (Resource child : checkpoint.graph().children(resource.ref())) {
                context.restored(child.ref()).orElseThrow(() -> new IllegalStateException(child + " is not there"));
            }
            if (isServer(resource)) {
                make(resource, context);
            }
        }
    }

    @Override
    public Operation<VerifyContext> getVerifyOperation(Resource r) {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return EnumSet.of(Hook.MAIN);
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource resource, VerifyContext context, Parameters parameters) throws Exception {
                read(context.section(), context, new StringBuilder());
            }
        };
    }

    @Override
    public Operation<CopyContext> getCopyOperation(Resource r) {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return EnumSet.of(Hook.COMPLETE);
            }

            @Override
            public void onComplete(Checkpoint checkpoint, Resource resource, CopyContext context, Parameters parameters) throws Exception {
                String file = resource.id() + " of " + context.operation();
                UndoHandle discard = context.undo().register(UndoSpec.of("discard").arg("id", file));
                estate.temporary.add(file);
                rough.at("in the middle of " + resource.id());
                context.target().put("copied", JsonObject.empty());
                estate.temporary.remove(file);
                discard.release();
                rough.at("at the end of " + resource.id());
            }
        };
    }

    @Override
    public Operation<DeleteContext> getDeleteOperation(Resource r) {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return EnumSet.of(Hook.MAIN);
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource resource, DeleteContext context, Parameters parameters) throws Exception {
                context.section().get("meta");
            }
        };
    }

    @Override
    public JsonObject getSavedInfo(ResourceSection section, Resource resource) {
        return JsonObject.empty();
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
        Resource resource = step.resource();
        String id = step.spec().arguments().getOrDefault("id", resource.id());
        switch (step.spec().name()) {
            case "thaw" -> driver.thaw(server(resource, ""), step.id());
            case "drop" -> context.snapshotter(step.arg("by")).orElseThrow().release(id, volume(resource), LONG);
            case "discard" -> estate.temporary.remove(id);
            default -> remove(resource, id);
        }
        return UndoResult.done();
    }

    private void remove(Resource resource, String id) throws Exception {
        if (isServer(resource)) {
            driver.remove(id);
        } else {
            estate.contents.remove(id);
        }
    }
}
