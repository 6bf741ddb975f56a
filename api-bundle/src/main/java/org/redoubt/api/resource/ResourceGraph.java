package org.redoubt.api.resource;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A directed acyclic graph of resources, from parents to their dependents. Resources are numbered from 0 in the order in
 * which they were added; methods with numbers are for code that goes over large graphs. Immutable and thread-safe. A
 * million resources fit.
 */
public final class ResourceGraph {
    private final List<Resource> resources;
    private final Map<ResourceRef, Integer> numbers;
    private final int[] childStart;
    private final int[] children;
    private final int[] parentStart;
    private final int[] parents;

    private ResourceGraph(Builder builder) throws CycleException {
        resources = List.copyOf(builder.resources);
        numbers = Map.copyOf(builder.numbers);
        int[] from = builder.from.toArray();
        int[] to = builder.to.toArray();
        childStart = starts(from, resources.size());
        children = targets(from, to, childStart);
        parentStart = starts(to, resources.size());
        parents = targets(to, from, parentStart);
        CycleFinder.check(this);
    }

    private static int[] starts(int[] from, int size) {
        int[] start = new int[size + 1];
        for (int node : from) {
            start[node + 1]++;
        }
        for (int i = 0; i < size; i++) {
            start[i + 1] += start[i];
        }
        return start;
    }

    private static int[] targets(int[] from, int[] to, int[] start) {
        int[] next = start.clone();
        int[] targets = new int[to.length];
        for (int i = 0; i < from.length; i++) {
            targets[next[from[i]]++] = to[i];
        }
        return targets;
    }

    /** Starts an empty graph. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many resources there are. */
    public int size() {
        return resources.size();
    }

    /** How many edges there are. */
    public int edges() {
        return children.length;
    }

    /** All resources in the order of their numbers. */
    public List<Resource> resources() {
        return resources;
    }

    /** The resource of that number. */
    public Resource resource(int number) {
        return resources.get(number);
    }

    /** The number of a resource, if it is in the graph. */
    public OptionalInt number(ResourceRef ref) {
        Integer number = numbers.get(ref);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** How many dependents the resource of that number has. */
    public int childCount(int number) {
        return childStart[number + 1] - childStart[number];
    }

    /** The number of the i-th dependent. */
    public int child(int number, int i) {
        return children[childStart[number] + Objects.checkIndex(i, childCount(number))];
    }

    /** How many parents the resource of that number has. */
    public int parentCount(int number) {
        return parentStart[number + 1] - parentStart[number];
    }

    /** The number of the i-th parent. */
    public int parent(int number, int i) {
        return parents[parentStart[number] + Objects.checkIndex(i, parentCount(number))];
    }

    /** The dependents of a resource, in the order in which their edges were added; empty if it is not in the graph. */
    public List<Resource> children(ResourceRef ref) {
        OptionalInt number = number(ref);
        return number.isEmpty() ? List.of() : view(children, childStart, number.getAsInt());
    }

    /** The parents of a resource; empty if it is not in the graph. */
    public List<Resource> parents(ResourceRef ref) {
        OptionalInt number = number(ref);
        return number.isEmpty() ? List.of() : view(parents, parentStart, number.getAsInt());
    }

    /** The resources without parents. */
    public List<Resource> roots() {
        List<Resource> roots = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (parentCount(i) == 0) {
                roots.add(resource(i));
            }
        }
        return roots;
    }

    private List<Resource> view(int[] targets, int[] start, int number) {
        return new AbstractList<>() {
            @Override
            public Resource get(int i) {
                return resources.get(targets[start[number] + Objects.checkIndex(i, size())]);
            }

            @Override
            public int size() {
                return start[number + 1] - start[number];
            }
        };
    }

    /** Builds a graph. Not thread-safe. */
    public static final class Builder {
        private final List<Resource> resources = new ArrayList<>();
        private final Map<ResourceRef, Integer> numbers = new HashMap<>();
        private final IntList from = new IntList();
        private final IntList to = new IntList();
        private final java.util.Set<Long> seen = new java.util.HashSet<>();

        private Builder() {
        }

        /** Adds a resource; one that is there already stays as it is. */
        public Builder add(Resource resource) {
            if (numbers.putIfAbsent(resource.ref(), resources.size()) == null) {
                resources.add(resource);
            }
            return this;
        }

        /**
         * Adds an edge; one that is there already is not added again.
         *
         * @param parent must have been added
         * @param child must have been added
         */
        public Builder edge(ResourceRef parent, ResourceRef child) {
            int p = number(parent);
            int c = number(child);
            if (seen.add((long) p << 32 | c)) {
                from.add(p);
                to.add(c);
            }
            return this;
        }

        private int number(ResourceRef ref) {
            Integer number = numbers.get(ref);
            if (number == null) {
                throw new IllegalArgumentException("The resource " + ref + " was not added to the graph before its edges.");
            }
            return number;
        }

        /**
         * The graph.
         *
         * @throws CycleException if a resource depends on itself in the end
         */
        public ResourceGraph build() throws CycleException {
            return new ResourceGraph(this);
        }
    }
}
