package org.redoubt.engine.owner;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.redoubt.api.bank.Owner;

/** Since when which owner has given no new sign, as far as this observer knows. For one thread. */
final class Sightings {
    private static final long NEVER = -1;

    private final Map<Owner, Sighting> sightings = new HashMap<>();

    private record Sighting(long number, long sinceNanos) {
    }

    /**
     * Takes in what was seen.
     *
     * @param last the last sign of each owner that gave one
     * @param concerned the owners that matter, also those that gave none
     * @param nanos when the look had ended
     */
    void see(Map<Owner, Long> last, Set<Owner> concerned, long nanos) {
        sightings.keySet().removeIf(owner -> !concerned.contains(owner));
        for (Owner owner : concerned) {
            long number = last.getOrDefault(owner, NEVER);
            Sighting before = sightings.get(owner);
            if (before == null || before.number() != number) {
                sightings.put(owner, new Sighting(number, nanos));
            }
        }
    }

    /** When an owner gave its last new sign, as far as that was seen; now for one that does not matter. */
    long since(Owner owner, long now) {
        Sighting sighting = sightings.get(owner);
        return sighting == null ? now : sighting.sinceNanos();
    }

    /** Whether an owner gave no new sign for so long before the last look began. */
    boolean isSilent(Owner owner, long nanos, Duration limit) {
        Sighting sighting = sightings.get(owner);
        return sighting != null && nanos - sighting.sinceNanos() >= limit.toNanos();
    }
}
