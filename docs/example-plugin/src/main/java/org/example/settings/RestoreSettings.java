package org.example.settings;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.DataReader;

/** Writes the file again, and never over another one. */
final class RestoreSettings implements Operation<RestoreContext> {

    @Override
    public Set<Hook> hooks() {
        return EnumSet.of(Hook.MAIN);
    }

    @Override
    public List<Problem> onCheck(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) {
        Path place = place(resource, context);
        return Files.notExists(place) ? List.of() : List.of(Problem.of(ProblemKind.EXISTS,
                "There is a file " + place + " already.").hint("Move it away, or restore with --to."));
    }

    @Override
    public void onMain(Checkpoint checkpoint, Resource resource, RestoreContext context, Parameters parameters) throws Exception {
        context.checkCancelled();
        byte[] content = content(context);
        Path place = place(resource, context);
        Path draft = Contents.beside(place, context.operation());
        Files.createDirectories(place.getParent());
        UndoHandle drop = context.undo().register(UndoSpec.of(SettingsPlugin.DROP).arg("path", draft.toString()));
        context.undo().register(UndoSpec.of(SettingsPlugin.REMOVE).arg("path", place.toString()).arg("sha256", Contents.sha256(content)).product());
        Files.write(draft, content);
        // Unlike a move, a link never replaces what has appeared meanwhile.
        Files.createLink(place, draft);
        Files.delete(draft);
        drop.release();
        context.restored(Resource.of(resource.type(), place.toString(), resource.name()), place.toString(), JsonObject.empty());
    }

    private static byte[] content(RestoreContext context) throws Exception {
        try (DataReader reader = context.section().open(ProtectSettings.DATA)) {
            ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(reader.size()));
            while (content.hasRemaining()) {
                reader.read(content.position(), content);
            }
            context.progress().advance(content.capacity());
            return content.array();
        }
    }

    private static Path place(Resource resource, RestoreContext context) {
        return context.target().map(target -> Path.of(target.location()).resolve(target.name())).orElseGet(() -> Path.of(resource.id()));
    }
}
