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
    /** By the numbers of their resources; an operation without any has no entry. */
    private final Map<OperationId, Map<Integer, Late>> expected = new ConcurrentHashMap<>();

    /**
     * A hook that may come late.
     *
     * @param resting the keys of the steps that rest until it has ended
     * @param waived whether somebody who knows better has said that nothing will come
     */
    private record Late(Set<Long> resting, boolean waived) {
        Late() {
            this(ConcurrentHashMap.newKeySet(), false);
        }
    }

    /** A hook of a resource may come late, from now on. */
    public void expect(OperationId operation, int resource) {
        expected.compute(operation, (id, known) -> {
            Map<Integer, Late> hooks = known == null ? new ConcurrentHashMap<>() : known;
            hooks.computeIfAbsent(resource, number -> new Late());
            return hooks;
        });
    }

    /** The hook has ended, so what rested until that very moment is open again; its keys. */
    public Set<Long> ended(OperationId operation, int resource) {
        Optional<Late> late = Optional.ofNullable(of(operation).remove(resource));
        expected.computeIfPresent(operation, (id, hooks) -> hooks.isEmpty() ? null : hooks);
        return late.map(Late::resting).orElse(Set.of());
    }

    /** Whether any hook of an operation has not ended whose steps were taken back. */
    public boolean expects(OperationId operation) {
        return expected.containsKey(operation);
    }

    /** What rests of a resource is to be taken back now, too, and rests again when it was, as its hook has not ended. */
    public void wake(OperationId operation, int resource) {
        of(operation).computeIfPresent(resource, (number, late) -> new Late(ConcurrentHashMap.newKeySet(), late.waived()));
    }

    /** Nothing of an operation rests any more, and what is taken back is over, although its hooks have not ended. */
    public void waive(OperationId operation) {
        of(operation).replaceAll((number, late) -> new Late(Set.of(), true));
    }

    boolean expects(OperationId operation, int resource) {
        return late(operation, resource).filter(late -> !late.waived()).isPresent();
    }

    /** Lets a step rest, unless the hook has ended or nothing of it is awaited; whether it rests. */
    boolean rest(OperationId operation, OpenStep step) {
        AtomicBoolean rests = new AtomicBoolean();
        of(operation).computeIfPresent(step.number(), (number, late) -> {
            if (!late.waived()) {
                late.resting().add(step.key());
                rests.set(true);
            }
            return late;
        });
        return rests.get();
    }

    boolean rests(OperationId operation, OpenStep step) {
        return late(operation, step.number()).filter(late -> late.resting().contains(step.key())).isPresent();
    }

    private Optional<Late> late(OperationId operation, int resource) {
        return Optional.ofNullable(expected.get(operation)).map(hooks -> hooks.get(resource));
    }

    /** Those of an operation, to be changed; what would be added where there are none is not kept. */
    private Map<Integer, Late> of(OperationId operation) {
        return expected.getOrDefault(operation, new ConcurrentHashMap<>());
    }
}
