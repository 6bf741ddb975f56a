package org.redoubt.engine.operation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
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
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.engine.plugin.PluginLease;

/**
 * A plugin whose resources are texts in a map. Every hook but complete registers a step, so that undo has something to do; each
 * hook can be told to do something else first.
 */
final class ToyPlugin implements ProtectionPlugin {
    interface Deed {
        void run(OperationContext context) throws Exception;
    }

    final Map<String, String> world = new ConcurrentHashMap<>();
    /** When the snapshot of a resource is taken; at the time of the clock if nothing is said. */
    final Map<String, Instant> snapshots = new ConcurrentHashMap<>();
    /** How consistent a resource is; as after a crash if nothing is said. */
    final Map<String, Grade> grades = new ConcurrentHashMap<>();
    volatile Optional<PluginLease.Mains> mains = Optional.empty();
    final List<String> log = new CopyOnWriteArrayList<>();
    private final Map<String, Deed> deeds = new ConcurrentHashMap<>();
    private volatile Runnable undoDeed = () -> { };
    private volatile UndoResult undoAnswer = UndoResult.done();

    /** What a hook of a resource does first. */
    void before(OperationType type, Hook hook, String resourceId, Deed deed) {
        deeds.put(type + " " + hook + " " + resourceId, deed);
    }

    void answerUndo(UndoResult answer) {
        undoAnswer = answer;
    }

    /** What every undo does first. */
    void beforeUndo(Runnable deed) {
        undoDeed = deed;
    }

    private void note(OperationType type, Resource resource, OperationContext context) throws Exception {
        log.add(context.hook().word() + " " + resource.id());
        Deed deed = deeds.get(type + " " + context.hook() + " " + resource.id());
        if (deed != null) {
            deed.run(context);
        }
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource r) {
        return new Operation<>() {
            @Override
            public void onPrepareBegin(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
                context.memo().put("thaw", context.undo().register(UndoSpec.of("thaw").urgent()).id());
                note(OperationType.PROTECT, resource, context);
            }

            @Override
            public void onPrepareFinish(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
                context.memo().put("snapshot", context.undo().register(UndoSpec.of("drop")).id());
                note(OperationType.PROTECT, resource, context);
                context.snapshotTaken(snapshots.getOrDefault(resource.id(), context.clock().instant()));
                context.consistency(grades.getOrDefault(resource.id(), Grade.CRASH), "It is a toy.");
                context.undo().release(context.memo().get("thaw").orElseThrow());
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
                note(OperationType.PROTECT, resource, context);
                byte[] bytes = world.getOrDefault(resource.id(), "").getBytes(StandardCharsets.UTF_8);
                context.section().put("meta", JsonObject.builder().put("length", bytes.length).put("note", parameters.string("note").orElse("")).build());
                try (DataWriter writer = context.section().create("text", DataHints.none().size(bytes.length))) {
                    writer.write(0, ByteBuffer.wrap(bytes));
                    writer.commit();
                }
                context.progress().advance(bytes.length);
            }

            @Override
            public void onComplete(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
                note(OperationType.PROTECT, resource, context);
                context.undo().release(context.memo().get("snapshot").orElseThrow());
            }
        };
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource r) {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return EnumSet.of(Hook.MAIN, Hook.COMPLETE);
            }

            @Override
            public void onMain(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
                String id = context.target().map(target -> target.location() + "/" + target.name()).orElse(resource.id());
                context.undo().register(UndoSpec.of("remove").arg("id", id).product());
                note(OperationType.RESTORE, resource, context);
                try (DataReader reader = context.section().open("text")) {
                    ByteBuffer text = ByteBuffer.allocate((int) reader.size());
                    while (text.hasRemaining() && reader.read(text.position(), text) >= 0) {
                        context.checkCancelled();
                    }
                    world.put(id, new String(text.array(), StandardCharsets.UTF_8));
                }
                context.restored(Resource.of(resource.type(), id, resource.name()), id, JsonObject.empty());
            }

            @Override
            public void onComplete(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
                note(OperationType.RESTORE, resource, context);
                for (Resource child : checkpoint.graph().children(resource.ref())) {
                    log.add(resource.id() + " found " + context.restored(child.ref()).map(found -> found.resource().id()).orElse("nothing"));
                }
            }
        };
    }

    @Override
    public Schema getOptionsSchema(String type) {
        return Schema.parse("""
                {"type": "object", "additionalProperties": false,
                 "properties": {"note": {"type": "string", "default": "none"}, "level": {"type": "integer", "minimum": 1}}}""");
    }

    @Override
    public JsonObject getSavedInfo(ResourceSection section, Resource resource) {
        return JsonObject.empty();
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) {
        undoDeed.run();
        log.add("undo " + step.spec().name() + " " + step.resource().id());
        if (undoAnswer.settled()) {
            Optional.ofNullable(step.spec().arguments().get("id")).ifPresent(world::remove);
        }
        return undoAnswer;
    }
}
