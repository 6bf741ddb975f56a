package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.deploy.PluginFile;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.PluginView;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt plugin explain}. */
final class PluginExplain extends Command {
    private final PluginDoor door;

    PluginExplain(PluginDoor door) {
        super(Usage.of("plugin explain", "Says why a plugin is as it is.").operands("NAME|FILE", 1, 1));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        String name = invocation.arguments().operands().getFirst();
        List<String> sentences = new ArrayList<>();
        for (PluginFile file : door.files()) {
            if (file.file().equals(name) || file.name().filter(name::equals).isPresent()) {
                sentences.add("The file " + file.file() + " is " + file.state().word() + "."
                        + (file.reason().isEmpty() ? "" : " " + file.reason()));
            }
        }
        for (PluginView plugin : door.plugins(invocation)) {
            if (plugin.name().equals(name) || isOf(plugin, name)) {
                sentences.add(sentence(plugin));
            }
        }
        if (sentences.isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no plugin \"" + name + "\".")
                    .hint("`redoubt plugin list` lists them."));
        }
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("explanation", JsonObject.builder().put("subject", name)
                    .put("sentences", sentences).build()).build());
        } else {
            sentences.forEach(invocation.out()::println);
        }
        return DONE;
    }

    private boolean isOf(PluginView plugin, String file) {
        return door.files().stream().anyMatch(known -> known.file().equals(file)
                && known.bundleId().isPresent() && known.bundleId().getAsLong() == plugin.bundleId());
    }

    private static String sentence(PluginView plugin) {
        return plugin.name() + " " + plugin.version() + " is " + plugin.state() + " and protects "
                + (plugin.types().isEmpty() ? "nothing" : String.join(", ", plugin.types())) + "; it writes format "
                + plugin.format() + ", reads " + plugin.reads() + ", and is in use " + plugin.leases() + " times."
                + (plugin.reason().isEmpty() ? "" : " " + plugin.reason());
    }
}
