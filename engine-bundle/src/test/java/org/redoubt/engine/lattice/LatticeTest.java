package org.redoubt.engine.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.redoubt.api.protection.Hook;

/** What a compiled lattice knows. */
class LatticeTest {

    @Test
    void parentsChildrenAndHooksAreThoseThatWereAdded() {
        Lattice lattice = new LatticeBuilder(4)
                .edge(2, 0).edge(2, 1).edge(3, 1)
                .hooks(2, EnumSet.of(Hook.PREPARE_BEGIN, Hook.COMPLETE)).build();

        assertEquals(4, lattice.resources());
        assertEquals(3, lattice.edges());
        assertEquals(2, lattice.tasks());
        List<Integer> children = new ArrayList<>();
        lattice.forEachChild(2, children::add);
        assertEquals(List.of(0, 1), children);
        List<Integer> parents = new ArrayList<>();
        lattice.forEachParent(1, parents::add);
        assertEquals(List.of(2, 3), parents);
        assertTrue(lattice.implementsHook(2, Hook.COMPLETE));
        assertEquals(false, lattice.implementsHook(2, Hook.MAIN));
    }

    @Test
    void cyclesAndEdgesToNowhereAreRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new LatticeBuilder(3).edge(0, 1).edge(1, 2).edge(2, 1).build());
        assertThrows(IllegalArgumentException.class, () -> new LatticeBuilder(1).edge(0, 0).build());
        assertThrows(IndexOutOfBoundsException.class, () -> new LatticeBuilder(2).edge(0, 2));
        assertThrows(IllegalArgumentException.class, () -> new LatticeBuilder(-1));
    }

    @Test
    void anEmptyLatticeRunsToItsEnd() throws Exception {
        try (Dispatcher dispatcher = new Dispatcher(1, 1)) {
            RunSpec nothing = RunSpec.of(new LatticeBuilder(0).build(), (run, resource, hook) -> HookOutcome.DONE);
            assertEquals(RunReport.Ending.COMPLETED, dispatcher.start(nothing).await().ending());
        }
    }

    @Test
    void rootsThatShareADescendantAreOneGroup() {
        // 0 and 1 share 3 by way of 2; 4 is alone; 5 has 6.
        Lattice lattice = new LatticeBuilder(7).edge(0, 2).edge(2, 3).edge(1, 3).edge(5, 6).build();
        ConsistencyGroups groups = ConsistencyGroups.of(lattice);

        assertEquals(3, groups.count());
        assertEquals(0, groups.groupOf(1));
        assertEquals(1, groups.groupOf(4));
        assertEquals("{5, 6}", groups.members(2).toString());
    }

    @RepeatedTest(20)
    void noEdgeLeavesAGroupAndEveryGroupHoldsTogether(RepetitionInfo repetition) {
        Graphs graph = Graphs.manyRoots(200, new Random(repetition.getCurrentRepetition()));
        ConsistencyGroups groups = ConsistencyGroups.of(graph.compile());
        int[] joined = new int[graph.resources()];
        for (int r = 0; r < joined.length; r++) {
            joined[r] = r;
        }
        // Colours spread along the edges until nothing changes: slow, but plainly right.
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Graphs.Edge edge : graph.edges()) {
                int lower = Math.min(joined[edge.parent()], joined[edge.child()]);
                changed |= joined[edge.parent()] != joined[edge.child()];
                joined[edge.parent()] = lower;
                joined[edge.child()] = lower;
            }
        }
        for (int a = 0; a < joined.length; a++) {
            for (int b = 0; b < joined.length; b++) {
                assertEquals(joined[a] == joined[b], groups.groupOf(a) == groups.groupOf(b));
            }
        }
        assertNotEquals(0, groups.count());
    }

    @Test
    void everyHookHasItsOwnNumber() {
        for (Hook hook : Hook.values()) {
            int id = HookId.of(77, hook);
            assertEquals(77, HookId.resource(id));
            assertEquals(hook, HookId.hook(id));
            assertEquals(hook.isPrepare(), HookId.isPrepare(id));
        }
        assertEquals(Set.of(Hook.values()).size(), 4);
    }
}
