package org.redoubt.engine.lattice;

import java.time.Duration;

/**
 * How a hook is late.
 *
 * @param allowed for how long it was allowed to run, or to be silent
 * @param silent whether it has been silent for too long
 */
public record Late(Duration allowed, boolean silent) {
}
