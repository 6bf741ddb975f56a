package org.redoubt.engine.lattice;

import java.util.function.IntConsumer;

/**
 * What the ends of hooks have led to: joins still to be passed, and hooks that became ready, by lane. Not thread-safe; that of a
 * worker belongs to whoever keeps the worker in its hook.
 */
final class Frontier {
    final IntDeque joins = new IntDeque();
    final ReadyList prepares = new ReadyList();
    final ReadyList mains = new ReadyList();
    private int markedPrepares;
    private int markedMains;

    /** What is added from now on is fresh. */
    void mark() {
        markedPrepares = prepares.size();
        markedMains = mains.size();
    }

    /** How many hooks became ready since the mark. */
    int fresh() {
        return prepares.size() - markedPrepares + mains.size() - markedMains;
    }

    void forEachFresh(IntConsumer action) {
        for (int i = markedPrepares; i < prepares.size(); i++) {
            action.accept(prepares.id(i));
        }
        for (int i = markedMains; i < mains.size(); i++) {
            action.accept(mains.id(i));
        }
    }

    /** The part that belongs to the lane of prepare hooks, or the other one. */
    ReadyList of(boolean prepareLane) {
        return prepareLane ? prepares : mains;
    }

    void add(int id, ReadyQueue queue) {
        of(HookId.isPrepare(id)).add(id, queue);
    }

    void forget() {
        prepares.forget();
        mains.forget();
    }
}
