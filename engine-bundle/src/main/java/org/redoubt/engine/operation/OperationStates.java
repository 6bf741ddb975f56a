package org.redoubt.engine.operation;

import static org.redoubt.api.service.OperationState.CANCELLED;
import static org.redoubt.api.service.OperationState.FAILED;
import static org.redoubt.api.service.OperationState.INTERRUPTED;
import static org.redoubt.api.service.OperationState.PENDING;
import static org.redoubt.api.service.OperationState.RUNNING;
import static org.redoubt.api.service.OperationState.STOPPING;
import static org.redoubt.api.service.OperationState.SUCCEEDED;
import static org.redoubt.api.service.OperationState.UNDOING;
import static org.redoubt.api.service.OperationState.UNDONE;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.redoubt.api.service.OperationState;

/** The state of one operation. Changes only along the table, whoever asks. Thread-safe. */
final class OperationStates {
    /** From each state, the states that may follow. */
    static final Map<OperationState, Set<OperationState>> TRANSITIONS = Map.of(
            PENDING, Set.of(RUNNING, FAILED, CANCELLED, INTERRUPTED),
            RUNNING, Set.of(STOPPING, UNDOING, SUCCEEDED, FAILED, INTERRUPTED),
            // A request to stop may come when the last hook has ended already.
            STOPPING, Set.of(UNDOING, SUCCEEDED, FAILED, INTERRUPTED),
            UNDOING, Set.of(SUCCEEDED, FAILED, CANCELLED, UNDONE, INTERRUPTED),
            SUCCEEDED, Set.of(UNDOING),
            FAILED, Set.of(RUNNING, UNDOING),
            CANCELLED, Set.of(RUNNING, UNDOING),
            // It may have reached its end, and only the record of that was lost.
            INTERRUPTED, Set.of(RUNNING, UNDOING, SUCCEEDED, FAILED),
            UNDONE, Set.of());

    private final AtomicReference<OperationState> state;
    private final Consumer<OperationState> listener;

    /**
     * @param first where it stands
     * @param listener told of every other state that it goes to
     */
    OperationStates(OperationState first, Consumer<OperationState> listener) {
        this.state = new AtomicReference<>(first);
        this.listener = listener;
    }

    OperationState get() {
        return state.get();
    }

    /** Goes to a state, which the table must allow. */
    void to(OperationState next) {
        OperationState before = state.get();
        if (!tryTo(next)) {
            throw new IllegalStateException("An operation that is " + before.word() + " cannot become " + next.word() + ".");
        }
    }

    /** Goes to a state if the table allows it now. */
    boolean tryTo(OperationState next) {
        OperationState before = state.get();
        while (TRANSITIONS.get(before).contains(next)) {
            if (state.compareAndSet(before, next)) {
                listener.accept(next);
                return true;
            }
            before = state.get();
        }
        return false;
    }
}
