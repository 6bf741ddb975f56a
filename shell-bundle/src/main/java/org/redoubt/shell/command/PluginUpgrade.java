package org.redoubt.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.redoubt.api.deploy.PluginFile;
import org.redoubt.api.deploy.PluginFolder;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt plugin upgrade}. */
final class PluginUpgrade extends Command {
    private final PluginDoor door;

    PluginUpgrade(PluginDoor door) {
        super(Usage.of("plugin upgrade", "Replaces a plugin; what runs keeps the old one to its end.").operands("JAR", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        PluginJar jar = new PluginJar(invocation.path(invocation.arguments().operands().getFirst()));
        PluginFile old = jar.symbolicName().flatMap(door::file).orElseThrow(() -> new RedoubtException(
                Problem.of(ProblemKind.NOT_FOUND, "The folder of plugins holds no earlier version of " + jar.fileName() + ".")
                        .hint("Use `redoubt plugin install`.")));
        PluginFolder folder = door.folder();
        Path target = folder.directory().resolve(old.file());
        Path kept = folder.directory().resolve("." + old.file() + ".old");
        try {
            Files.copy(target, kept, StandardCopyOption.REPLACE_EXISTING);
            jar.copyTo(target, true);
            folder.refresh();
            PluginFile fresh = door.file(old.file()).orElse(old);
            if (!fresh.reason().isEmpty()) {
                Files.move(kept, target, StandardCopyOption.ATOMIC_MOVE);
                folder.refresh();
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "The upgrade was taken back. " + fresh.reason()));
            }
            if (invocation.json()) {
                invocation.document(JsonObject.builder().put("plugin", fresh.toJson()).build());
            } else {
                invocation.out().println(PluginInstall.sentence(fresh) + old.version().filter(version -> !fresh.version().equals(old.version()))
                        .map(version -> " It takes the place of " + version + ".").orElse(""));
            }
            return DONE;
        } catch (IOException e) {
            throw new RedoubtException(Problem.of(ProblemKind.DENIED, "The folder of plugins cannot be written: "
                    + e.getMessage() + "."), e);
        } finally {
            PluginJar.discard(kept);
        }
    }
}
