package org.redoubt.engine.lattice;

import java.util.function.IntConsumer;

/** What the end of a hook leads to: joins still to be passed, and hooks that became ready, by lane. Not thread-safe. */
final class Frontier {
    final IntDeque joins = new IntDeque();
    final ReadyList prepares = new ReadyList();
    final ReadyList mains = new ReadyList();

    int size() {
        return prepares.size() + mains.size();
    }

    /** The part that belongs to the lane of prepare hooks, or the other one. */
    ReadyList of(boolean prepareLane) {
        return prepareLane ? prepares : mains;
    }

    void add(int id, ReadyQueue queue) {
        (HookId.isPrepare(id) ? prepares : mains).add(id, queue);
    }

    void forget() {
        prepares.forget();
        mains.forget();
    }

    void forEach(IntConsumer action) {
        for (int i = 0; i < prepares.size(); i++) {
            action.accept(prepares.id(i));
        }
        for (int i = 0; i < mains.size(); i++) {
            action.accept(mains.id(i));
        }
    }
}
