package org.redoubt.shell.command;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code redoubt plan}. */
@Component(service = Command.class)
@GogoFunction(function = "plan")
public final class PlanGroup extends CommandGroup {

    /** Made by the component runtime. */
    @Activate
    public PlanGroup(@Reference FrontDoor door) {
        super("plan", "Stores, lists, shows and deletes plans.",
                List.of(new PlanCreate(door), new PlanList(door), new PlanShow(door), new PlanDelete(door)));
    }
}
