package org.redoubt.engine.owner;

import java.time.Duration;
import org.redoubt.api.bank.Owner;

/**
 * Who is at work on a checkpoint.
 *
 * @param owner which life of which runtime
 * @param silent for how long this runtime has seen no new sign of life of it
 */
public record Writer(Owner owner, Duration silent) {
}
