package org.redoubt.engine.undo;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.protection.OperationId;

/**
 * The hooks in this process whose steps are taken back before they have ended: what they do may still come. A step of their resources
 * that was taken back rests until then; it stays in the journal, so that the next life of the runtime, which has no such hook any more,
 * takes it back once more if this one is killed. Thread-safe.
 */
public final class LateHooks {
    private final Map<Place, Set<Long>> held = new ConcurrentHashMap<>();

    private record Place(OperationId operation, int resource) {
    }

    /** A hook of a resource may come late, from now on. */
    public void hold(OperationId operation, int resource) {
        held.putIfAbsent(new Place(operation, resource), ConcurrentHashMap.newKeySet());
    }

    /** The hook has ended, so what rested is open again. */
    public void free(OperationId operation, int resource) {
        held.remove(new Place(operation, resource));
    }

    /** Whether any hook of an operation may come late. */
    public boolean holds(OperationId operation) {
        return held.keySet().stream().anyMatch(place -> place.operation().equals(operation));
    }

    /** What rests of an operation is to be taken back now, too, although its hooks have not ended. */
    public void wake(OperationId operation) {
        held.forEach((place, resting) -> {
            if (place.operation().equals(operation)) {
                resting.clear();
            }
        });
    }

    boolean holds(OperationId operation, int resource) {
        return !held.isEmpty() && held.containsKey(new Place(operation, resource));
    }

    /** Lets a step rest, unless the hook has ended; whether it rests. */
    boolean rest(OperationId operation, OpenStep step) {
        return !held.isEmpty() && held.computeIfPresent(new Place(operation, step.number()), (place, resting) -> {
            resting.add(step.key());
            return resting;
        }) != null;
    }

    boolean rests(OperationId operation, OpenStep step) {
        return !held.isEmpty() && held.getOrDefault(new Place(operation, step.number()), Set.of()).contains(step.key());
    }
}
