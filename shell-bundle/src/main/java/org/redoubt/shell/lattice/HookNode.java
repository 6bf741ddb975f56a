package org.redoubt.shell.lattice;

import org.redoubt.api.protection.Hook;

/**
 * A hook of a resource.
 *
 * @param resource the number of the resource in the graph
 * @param hook which hook
 */
record HookNode(int resource, Hook hook) {

    int number() {
        return resource * Hook.values().length + hook.ordinal();
    }
}
