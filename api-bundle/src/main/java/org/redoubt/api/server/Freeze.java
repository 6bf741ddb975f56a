package org.redoubt.api.server;

import java.util.Objects;
import org.redoubt.api.checkpoint.Grade;

/**
 * A server is frozen.
 *
 * @param grade how consistent its volumes are now
 * @param reason one sentence that says why
 */
public record Freeze(Grade grade, String reason) {
    /** Checks that both are there. */
    public Freeze {
        Objects.requireNonNull(grade);
        Objects.requireNonNull(reason);
    }
}
