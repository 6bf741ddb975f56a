package org.redoubt.shell.command;

import java.nio.file.Path;
import org.redoubt.api.deploy.PluginFile;
import org.redoubt.api.deploy.PluginFolder;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt plugin install}. */
final class PluginInstall extends Command {
    private final PluginDoor door;

    PluginInstall(PluginDoor door) {
        super(Usage.of("plugin install", "Copies a jar into the folder of plugins and says whether it works.")
                .operands("JAR", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        PluginJar jar = new PluginJar(invocation.path(invocation.arguments().operands().getFirst()));
        PluginFolder folder = door.folder();
        Path target = folder.directory().resolve(jar.fileName());
        jar.copyTo(target, false);
        folder.refresh();
        PluginFile file = door.file(jar.fileName()).orElseThrow(() -> new RedoubtException(
                Problem.of(ProblemKind.CONFLICT, "The file " + target + " was removed at once by somebody else.")));
        if (file.state() == PluginFile.State.FAILED) {
            PluginJar.discard(target);
            folder.refresh();
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, jar.fileName() + " was not installed. " + file.reason()));
        }
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("plugin", file.toJson()).build());
        } else {
            invocation.out().println(sentence(file));
        }
        return file.state() == PluginFile.State.ACTIVE ? DONE : FAILED;
    }

    static String sentence(PluginFile file) {
        String name = file.name().orElse(file.file()) + file.version().map(version -> " " + version).orElse("");
        return file.state() == PluginFile.State.ACTIVE
                ? name + " is active."
                : name + " is in the folder and waits. " + file.reason();
    }
}
