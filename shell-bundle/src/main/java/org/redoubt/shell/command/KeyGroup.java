package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code redoubt key}. */
@Component(service = Command.class)
@GogoFunction(function = "key")
public final class KeyGroup extends CommandGroup {

    /** Made by the component runtime. */
    @Activate
    public KeyGroup(@Reference FrontDoor door) {
        super("key", "Lists, adds, removes, rotates and exports the keys that open what is stored.",
                List.of(new KeyList(door), new KeyAdd(door), new KeyRemove(door), new KeyRotate(door), new KeyExport(door)));
    }
}
