package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.deploy.PluginFile;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.PluginView;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt plugin list}. */
final class PluginList extends Command {
    private final PluginDoor door;

    PluginList(PluginDoor door) {
        super(Usage.of("plugin list", "Lists the plugins, and the files in the folder of plugins that are none."));
        this.door = door;
    }

    @Override
    int run(Invocation invocation) throws RedoubtException, InterruptedException {
        List<PluginView> plugins = door.plugins(invocation);
        List<PluginFile> files = door.files();
        List<PluginFile> others = files.stream()
                .filter(file -> plugins.stream().noneMatch(plugin -> isOf(file, plugin))).toList();
        if (invocation.json()) {
            List<Json> list = new ArrayList<>();
            plugins.forEach(plugin -> list.add(json(plugin, fileOf(plugin, files))));
            others.forEach(file -> list.add(file.toJson()));
            invocation.document(JsonObject.builder().put("plugins", JsonArray.of(list)).build());
            return DONE;
        }
        Table table = new Table("NAME", "VERSION", "STATE", "TYPES", "FORMAT", "READS", ">IN USE", "FILE");
        plugins.forEach(plugin -> table.row(plugin.name(), plugin.version(), plugin.state(), String.join(" ", plugin.types()),
                plugin.format(), plugin.reads(), Integer.toString(plugin.leases()),
                fileOf(plugin, files).map(PluginFile::file).orElse("-")));
        others.forEach(file -> table.row(file.name().orElse("-"), file.version().orElse("-"), file.state().word(), "-", "-", "-",
                "0", file.file()));
        table.print(invocation.out(), "There are no plugins.");
        plugins.stream().filter(plugin -> !plugin.reason().isEmpty())
                .forEach(plugin -> invocation.out().println("! " + plugin.name() + ": " + plugin.reason()));
        files.stream().filter(file -> !file.reason().isEmpty())
                .forEach(file -> invocation.out().println("! " + file.file() + ": " + file.reason()));
        return DONE;
    }

    private static boolean isOf(PluginFile file, PluginView plugin) {
        return file.bundleId().isPresent() && file.bundleId().getAsLong() == plugin.bundleId();
    }

    private static Optional<PluginFile> fileOf(PluginView plugin, List<PluginFile> files) {
        return files.stream().filter(file -> isOf(file, plugin)).findFirst();
    }

    private static JsonObject json(PluginView plugin, Optional<PluginFile> file) {
        JsonObject.Builder json = plugin.toJson().toBuilder();
        file.ifPresent(known -> {
            json.put("file", known.file());
            if (plugin.reason().isEmpty()) {
                json.put("reason", known.reason());
            }
        });
        return json.build();
    }
}
