package org.redoubt.engine.undo;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.redoubt.api.protection.OperationId;

/**
 * The hooks in this process whose steps are taken back before they have ended: what they do may still come. A step of their resources
 * that was taken back rests until then; it stays in the journal, so that the next life of the runtime, which has no such hook any more,
 * takes it back once more if this one is killed. Thread-safe.
 */
public final class LateHooks {
    private final Map<Place, Set<Long>> held = new ConcurrentHashMap<>();
    /** Those of which somebody who knows better has said that nothing will come. */
    private final Set<Place> waived = ConcurrentHashMap.newKeySet();

    private record Place(OperationId operation, int resource) {
    }

    /** A hook of a resource may come late, from now on. */
    public void hold(OperationId operation, int resource) {
        held.putIfAbsent(new Place(operation, resource), ConcurrentHashMap.newKeySet());
    }

    /** The hook has ended, so what rested until that very moment is open again; its keys. */
    public Set<Long> free(OperationId operation, int resource) {
        Place place = new Place(operation, resource);
        Set<Long> rested = Optional.ofNullable(held.remove(place)).orElse(Set.of());
        waived.remove(place);
        return rested;
    }

    /** Whether any hook of an operation has not ended whose steps were taken back. */
    public boolean holds(OperationId operation) {
        return held.keySet().stream().anyMatch(place -> place.operation().equals(operation));
    }

    /** What rests of a resource is to be taken back now, too, and rests again when it was, as its hook has not ended. */
    public void wake(OperationId operation, int resource) {
        held.computeIfPresent(new Place(operation, resource), (place, resting) -> {
            resting.clear();
            return resting;
        });
    }

    /** Nothing of an operation rests any more, and what is taken back is over, although its hooks have not ended. */
    public void waive(OperationId operation) {
        held.keySet().stream().filter(place -> place.operation().equals(operation)).forEach(place -> {
            waived.add(place);
            wake(operation, place.resource());
        });
    }

    boolean holds(OperationId operation, int resource) {
        Place place = new Place(operation, resource);
        return !held.isEmpty() && held.containsKey(place) && !waived.contains(place);
    }

    /** Lets a step rest, unless the hook has ended or nothing of it is awaited; whether it rests. */
    boolean rest(OperationId operation, OpenStep step) {
        AtomicBoolean rests = new AtomicBoolean();
        if (!held.isEmpty()) {
            held.computeIfPresent(new Place(operation, step.number()), (place, resting) -> {
                if (!waived.contains(place)) {
                    resting.add(step.key());
                    rests.set(true);
                }
                return resting;
            });
        }
        return rests.get();
    }

    boolean rests(OperationId operation, OpenStep step) {
        return !held.isEmpty() && held.getOrDefault(new Place(operation, step.number()), Set.of()).contains(step.key());
    }
}
