package org.redoubt.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import org.redoubt.api.deploy.PluginFile;
import org.redoubt.api.deploy.PluginFolder;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt plugin remove}. */
final class PluginRemove extends Command {
    private final PluginDoor door;

    PluginRemove(PluginDoor door) {
        super(Usage.of("plugin remove", "Takes a plugin out; what runs keeps it to its end.").operands("NAME|FILE", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        String name = invocation.arguments().operands().getFirst();
        PluginFile file = door.file(name).orElseThrow(() -> new RedoubtException(
                Problem.of(ProblemKind.NOT_FOUND, "The folder of plugins holds no \"" + name + "\".")
                        .hint("What belongs to the runtime itself cannot be removed; `redoubt plugin list` shows which is which.")));
        PluginFolder folder = door.folder();
        try {
            Files.deleteIfExists(folder.directory().resolve(file.file()));
        } catch (IOException e) {
            throw new RedoubtException(Problem.of(ProblemKind.DENIED, "The file " + file.file() + " cannot be deleted: "
                    + e.getMessage() + "."), e);
        }
        folder.refresh();
        boolean drains = door.files().stream().anyMatch(left -> left.bundleId().equals(file.bundleId())
                && left.state() == PluginFile.State.DRAINING);
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("plugin", JsonObject.builder().put("file", file.file())
                    .put("state", drains ? "draining" : "removed").build()).build());
        } else {
            invocation.out().println(file.name().orElse(file.file())
                    + (drains ? " goes when the last operation that uses it has ended." : " is removed."));
        }
        return DONE;
    }
}
