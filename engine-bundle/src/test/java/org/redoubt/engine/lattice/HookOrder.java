package org.redoubt.engine.lattice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.redoubt.api.protection.Hook;

/** The six edges written out one by one, independent of how the lattice counts them. */
final class HookOrder {
    private final List<List<Integer>> successors = new ArrayList<>();

    HookOrder(Graphs graph) {
        for (int id = 0; id < graph.resources() * 4; id++) {
            successors.add(new ArrayList<>());
        }
        for (int r = 0; r < graph.resources(); r++) {
            before(r, Hook.PREPARE_BEGIN, r, Hook.PREPARE_FINISH);
            before(r, Hook.PREPARE_FINISH, r, Hook.MAIN);
            before(r, Hook.MAIN, r, Hook.COMPLETE);
        }
        for (Graphs.Edge edge : graph.edges()) {
            before(edge.parent(), Hook.PREPARE_BEGIN, edge.child(), Hook.PREPARE_BEGIN);
            before(edge.child(), Hook.PREPARE_FINISH, edge.parent(), Hook.PREPARE_FINISH);
            before(edge.child(), Hook.COMPLETE, edge.parent(), Hook.COMPLETE);
        }
    }

    List<Integer> successors(int id) {
        return successors.get(id);
    }

    /** All hooks that run after this one. */
    BitSet after(int id) {
        BitSet after = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            for (int next : successors.get(open.pop())) {
                if (!after.get(next)) {
                    after.set(next);
                    open.push(next);
                }
            }
        }
        return after;
    }

    /** The hooks so that each comes after all its predecessors. */
    List<Integer> sorted() {
        int[] left = new int[successors.size()];
        successors.forEach(all -> all.forEach(next -> left[next]++));
        Deque<Integer> open = new ArrayDeque<>();
        for (int id = 0; id < left.length; id++) {
            if (left[id] == 0) {
                open.add(id);
            }
        }
        List<Integer> sorted = new ArrayList<>();
        while (!open.isEmpty()) {
            int id = open.poll();
            sorted.add(id);
            for (int next : successors.get(id)) {
                if (--left[next] == 0) {
                    open.add(next);
                }
            }
        }
        return sorted;
    }

    private void before(int a, Hook first, int b, Hook second) {
        successors.get(HookId.of(a, first)).add(HookId.of(b, second));
    }
}
