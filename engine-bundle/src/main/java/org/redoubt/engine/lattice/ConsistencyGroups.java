package org.redoubt.engine.lattice;

import java.util.BitSet;

/**
 * The consistency groups of a lattice: each root with all its descendants, where roots that share a descendant are in
 * one group. Groups are numbered from 0 in the order of their lowest resource; no edge leads from one to another.
 * Immutable and thread-safe.
 */
public final class ConsistencyGroups {
    private final int[] group;
    private final int count;

    private ConsistencyGroups(int[] group, int count) {
        this.group = group;
        this.count = count;
    }

    /** Finds the groups in time nearly proportional to resources plus edges. */
    public static ConsistencyGroups of(Lattice lattice) {
        // Every resource descends from a root, so joining parent with child along each edge joins exactly the roots
        // whose descendants overlap.
        int[] leader = new int[lattice.resources()];
        for (int r = 0; r < leader.length; r++) {
            leader[r] = r;
        }
        for (int r = 0; r < leader.length; r++) {
            for (int i = lattice.firstChild(r); i < lattice.firstChild(r + 1); i++) {
                join(leader, r, lattice.child(i));
            }
        }
        // A leader is the lowest of its group, so it has its number before the others ask for it.
        int count = 0;
        for (int r = 0; r < leader.length; r++) {
            leader[r] = leader[r] == r ? count++ : leader[leader[r]];
        }
        return new ConsistencyGroups(leader, count);
    }

    public int count() {
        return count;
    }

    public int groupOf(int resource) {
        return group[resource];
    }

    /** The resources of a group. */
    public BitSet members(int wanted) {
        BitSet members = new BitSet(group.length);
        for (int r = 0; r < group.length; r++) {
            if (group[r] == wanted) {
                members.set(r);
            }
        }
        return members;
    }

    private static void join(int[] leader, int a, int b) {
        int left = find(leader, a);
        int right = find(leader, b);
        if (left < right) {
            leader[right] = left;
        } else {
            leader[left] = right;
        }
    }

    private static int find(int[] leader, int resource) {
        int at = resource;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }
}
