package org.redoubt.api.plan;

import java.util.Locale;

/** What a failure of one resource means for the others. */
public enum FailurePolicy {
    /** The whole operation stops. */
    STOP,
    /** Only what is connected to the failed resource is given up. */
    ISOLATE;

    /** The policy as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
