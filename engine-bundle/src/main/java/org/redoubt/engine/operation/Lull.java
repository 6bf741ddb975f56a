package org.redoubt.engine.operation;

import java.time.Duration;

/** The time between two looks at what is left open. */
@FunctionalInterface
interface Lull {
    /**
     * Waits for a change of what services there are.
     *
     * @param seen the generation of services that is known
     * @param longest how long to wait
     * @return whether there was one
     */
    boolean await(long seen, Duration longest) throws InterruptedException;
}
