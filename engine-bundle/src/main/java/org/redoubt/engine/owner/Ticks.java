package org.redoubt.engine.owner;

/** A clock that is only good for measuring: it never goes back, and tells no time of day. */
@FunctionalInterface
public interface Ticks {
    /** That of the system. */
    Ticks SYSTEM = System::nanoTime;

    /** Nanoseconds since some moment. */
    long nanos();
}
