package org.redoubt.engine.lattice;

import java.util.List;
import org.redoubt.api.protection.Hook;

/** How a run ended. */
public interface RunReport {

    enum Ending {
        /** Every hook ran, but for resources that were given up. */
        COMPLETED,
        FAILED,
        CANCELLED
    }

    Ending ending();

    /** The failures, the first one first. */
    List<HookFailure> failures();

    HookState state(int resource, Hook hook);
}
