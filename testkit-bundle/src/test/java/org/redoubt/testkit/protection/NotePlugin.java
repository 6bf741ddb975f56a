package org.redoubt.testkit.protection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.RedoubtException;
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
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;

/** A small but proper plugin: a note is a file, and is copied aside before it is read. */
final class NotePlugin implements ProtectionPlugin {

    private static Path aside(String operation, Resource resource) {
        return Path.of(resource.id() + "." + operation + ".aside");
    }

    @Override
    public Operation<ProtectContext> getProtectOperation(Resource resource) {
        return new Operation<>() {
            @Override
            public void onPrepareFinish(Checkpoint k, Resource r, ProtectContext c, Parameters p) throws Exception {
                c.checkCancelled();
                Path aside = aside(c.operation().value(), r);
                UndoHandle step = c.undo().register(UndoSpec.of("aside").arg("path", aside.toString()));
                c.memo().put("step", step.id());
                Files.copy(Path.of(r.id()), aside);
                c.snapshotTaken(c.clock().instant());
                c.consistency(Grade.CRASH, "The note was copied aside in one go.");
            }

            @Override
            public void onMain(Checkpoint k, Resource r, ProtectContext c, Parameters p) throws Exception {
                try (DataWriter out = c.section().create("note", DataHints.none())) {
                    out.write(0, ByteBuffer.wrap(Files.readAllBytes(aside(c.operation().value(), r))));
                    out.commit();
                }
                c.section().put("info", JsonObject.builder().put("name", r.name()).build());
            }

            @Override
            public void onComplete(Checkpoint k, Resource r, ProtectContext c, Parameters p) throws Exception {
                Files.deleteIfExists(aside(c.operation().value(), r));
                c.undo().release(c.memo().get("step").orElseThrow());
            }
        };
    }

    @Override
    public Operation<RestoreContext> getRestoreOperation(Resource resource) {
        return new Operation<>() {
            @Override
            public void onMain(Checkpoint k, Resource r, RestoreContext c, Parameters p) throws Exception {
                Path place = Path.of(c.target().orElseThrow().location()).resolve(c.target().get().name());
                c.undo().register(UndoSpec.of("restored").arg("path", place.toString()).product());
                try (DataReader in = c.section().open("note")) {
                    ByteBuffer bytes = ByteBuffer.allocate((int) in.size());
                    in.read(0, bytes);
                    Files.write(place, bytes.array());
                }
                c.restored(Resource.of(r.type(), place.toString(), r.name()), place.toString(), JsonObject.empty());
            }
        };
    }

    @Override
    public Schema getOptionsSchema(String type) {
        return Schema.parse("""
                {"type": "object", "properties": {"password": {"type": "string", "x-redoubt-secret": true}}, "required": []}""");
    }

    @Override
    public Schema getSavedInfoSchema(String type) {
        return Schema.parse("""
                {"type": "object", "properties": {}, "additionalProperties": true}""");
    }

    @Override
    public JsonObject getSavedInfo(ResourceSection section, Resource resource) throws RedoubtException {
        return section.get("info").orElseThrow();
    }

    @Override
    public UndoResult undo(UndoStep step, UndoContext context) throws IOException {
        if (step.spec().format() > 1) {
            return UndoResult.cannot("That step was registered by a newer version.");
        }
        return Files.deleteIfExists(Path.of(step.arg("path"))) ? UndoResult.done() : UndoResult.nothing();
    }
}
