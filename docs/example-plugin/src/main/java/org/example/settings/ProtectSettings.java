package org.example.settings;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataWriter;

/** Copies the file aside in the short phase, and stores the copy in the long one. */
final class ProtectSettings implements Operation<ProtectContext> {
    static final String DATA = "settings";
    static final Schema OPTIONS = Schema.parse("""
            {"type": "object", "additionalProperties": false, "properties": {
              "stripComments": {"type": "boolean", "default": false, "description": "Leave out lines that begin with #."}}}
            """);
    private static final String COPY = "copy";
    private static final String STEP = "step";

    @Override
    public Set<Hook> hooks() {
        return EnumSet.of(Hook.PREPARE_FINISH, Hook.MAIN, Hook.COMPLETE);
    }

    @Override
    public List<Problem> onCheck(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) {
        return Files.isReadable(Path.of(resource.id())) ? List.of() : List.of(Problem.of(ProblemKind.DENIED,
                "The settings " + resource.id() + " cannot be read.").hint("Check the rights of the file."));
    }

    @Override
    public void onPrepareFinish(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
        Path file = Path.of(resource.id());
        Path copy = Contents.beside(file, context.operation());
        UndoHandle step = context.undo().register(UndoSpec.of(SettingsPlugin.DROP).arg("path", copy.toString()));
        context.memo().put(COPY, copy.toString());
        context.memo().put(STEP, step.id());
        context.snapshotTaken(context.clock().instant());
        Files.copy(file, copy);
        // While a parent keeps its file systems frozen, what is copied is as consistent as they are.
        Optional<Grade> rest = context.quiesced();
        context.consistency(rest.orElse(Grade.NONE), rest.isPresent() ? "It was at rest while it was copied." : "It could change while it was copied.");
    }

    @Override
    public void onMain(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
        context.checkCancelled();
        byte[] content = Contents.read(Path.of(context.memo().get(COPY).orElseThrow()), parameters.flag("stripComments"));
        context.progress().total(content.length);
        try (DataWriter writer = context.section().create(DATA, DataHints.none().size(content.length))) {
            writer.write(0, ByteBuffer.wrap(content));
            writer.commit();
        }
        context.progress().advance(content.length);
    }

    @Override
    public void onComplete(Checkpoint checkpoint, Resource resource, ProtectContext context, Parameters parameters) throws Exception {
        Files.deleteIfExists(Path.of(context.memo().get(COPY).orElseThrow()));
        context.undo().release(context.memo().get(STEP).orElseThrow());
    }
}
