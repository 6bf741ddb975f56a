package org.redoubt.engine.owner;

import java.util.function.Supplier;

/**
 * How time is kept.
 *
 * @param rhythm the times, which may change
 * @param ticks the clock
 */
public record Settings(Supplier<Rhythm> rhythm, Ticks ticks) {
}
