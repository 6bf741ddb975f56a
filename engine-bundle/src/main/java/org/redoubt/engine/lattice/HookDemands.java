package org.redoubt.engine.lattice;

import org.redoubt.api.protection.Hook;

/**
 * Says which capacities a main or complete hook takes while it runs. Asked when the hook becomes ready, from many
 * threads; it must be quick, must not throw, and gives equal demands for equal needs. The limit of running mains of the
 * runtime comes by itself; a limit for each plugin is a capacity of that plugin's mains. Prepare hooks are not asked:
 * they take none, as they would queue behind the mains that hold them.
 */
@FunctionalInterface
public interface HookDemands {
    HookDemands NONE = (resource, hook) -> Demand.NONE;

    Demand of(int resource, Hook hook);
}
