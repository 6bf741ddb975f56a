package org.redoubt.engine.lattice;

import java.util.List;
import org.redoubt.api.protection.Hook;

/** One hook of one resource as a single int, so that ready hooks need no objects. */
final class HookId {
    static final int BEGIN = 0;
    static final int FINISH = 1;
    static final int MAIN = 2;
    static final int COMPLETE = 3;

    /** Two bits name the hook, the sign bit stays clear. */
    static final int MAX_RESOURCES = 1 << 29;

    // Spelled out, so that a hook added to the enum later does not shift these numbers.
    private static final List<Hook> HOOKS =
            List.of(Hook.PREPARE_BEGIN, Hook.PREPARE_FINISH, Hook.MAIN, Hook.COMPLETE);

    private HookId() {}

    static int of(int resource, int kind) {
        return resource << 2 | kind;
    }

    static int of(int resource, Hook hook) {
        return of(resource, kind(hook));
    }

    static int resource(int id) {
        return id >>> 2;
    }

    static int kind(int id) {
        return id & 3;
    }

    static Hook hook(int id) {
        return HOOKS.get(kind(id));
    }

    static int kind(Hook hook) {
        return HOOKS.indexOf(hook);
    }

    static boolean isPrepare(int id) {
        return kind(id) <= FINISH;
    }
}
