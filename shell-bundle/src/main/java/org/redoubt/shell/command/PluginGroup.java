package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code redoubt plugin}. */
@Component(service = Command.class)
@GogoFunction(function = "plugin")
public final class PluginGroup extends CommandGroup {

    /** Made by the component runtime. */
    @Activate
    public PluginGroup(@Reference PluginDoor door) {
        super("plugin", "Lists, explains, installs, upgrades and removes plugins.",
                List.of(new PluginList(door), new PluginExplain(door), new PluginInstall(door), new PluginUpgrade(door),
                        new PluginRemove(door)));
    }
}
