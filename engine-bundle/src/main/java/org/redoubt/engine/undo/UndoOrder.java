package org.redoubt.engine.undo;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.ResourceGraph;

/**
 * Which of the open steps waits for which: a step waits for all that were registered by hooks which the lattice orders
 * after its own. So steps of one resource go last first, steps of related resources go against the edges of the lattice, and
 * steps of unrelated ones do not wait for each other.
 */
final class UndoOrder {
    private final ResourceGraph graph;
    private final Map<Integer, BitSet> descendants = new HashMap<>();

    UndoOrder(ResourceGraph graph) {
        this.graph = graph;
    }

    /** The steps, the ones that go first at the front. */
    static List<OpenStep> lastFirst(List<OpenStep> steps) {
        return steps.stream().sorted(Comparator.comparingLong(OpenStep::sequence).reversed()).toList();
    }

    /** Whether the earlier step has to wait until the later one has been taken back. */
    boolean waitsFor(OpenStep earlier, OpenStep later) {
        if (earlier.number() == later.number()) {
            return earlier.sequence() < later.sequence();
        }
        if (descendants(earlier.number()).get(later.number())) {
            return parentBeforeChild(earlier.hook(), later.hook());
        }
        return descendants(later.number()).get(earlier.number()) && childBeforeParent(earlier.hook(), later.hook());
    }

    /** Whether the lattice puts this hook of a parent before that hook of its descendant. */
    private static boolean parentBeforeChild(Hook parent, Hook child) {
        return parent == Hook.PREPARE_BEGIN && child.compareTo(Hook.PREPARE_BEGIN) >= 0;
    }

    /** Whether the lattice puts this hook of a descendant before that hook of its parent. */
    private static boolean childBeforeParent(Hook child, Hook parent) {
        return switch (parent) {
            case PREPARE_BEGIN -> false;
            case PREPARE_FINISH, MAIN -> child.compareTo(Hook.PREPARE_FINISH) <= 0;
            case COMPLETE -> true;
        };
    }

    private BitSet descendants(int number) {
        return descendants.computeIfAbsent(number, start -> {
            BitSet found = new BitSet(graph.size());
            ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
            while (!queue.isEmpty()) {
                int next = queue.poll();
                for (int c = 0; c < graph.childCount(next); c++) {
                    int child = graph.child(next, c);
                    if (!found.get(child)) {
                        found.set(child);
                        queue.add(child);
                    }
                }
            }
            return found;
        });
    }
}
