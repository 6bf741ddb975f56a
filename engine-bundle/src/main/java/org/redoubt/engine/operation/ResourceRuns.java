package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.lattice.ConsistencyGroups;

/** The resources of one operation, each made when it is first needed, as most of a large graph may never be. Thread-safe. */
final class ResourceRuns implements Iterable<ResourceRun> {
    private final ResourceGraph graph;
    private final AtomicReferenceArray<ResourceRun> runs;
    private final List<Assignment> assignments;
    private final FreezeWindows windows;
    private final Earlier earlier;
    /** Those of which something is there that an earlier run has made: its undo asks for what that run has noted. */
    private final BitSet made = new BitSet();

    ResourceRuns(OperationSpec spec, FreezeWindows windows) {
        this.graph = spec.graph();
        this.assignments = spec.assignments();
        this.windows = windows;
        this.earlier = spec.earlier();
        this.runs = new AtomicReferenceArray<>(graph.size());
        earlier.steps().stream().filter(step -> !step.isTransient()).forEach(step -> made.set(step.number()));
        earlier.facts().forEach((number, facts) -> ResourceDocument.freezeWindow(facts).filter(window -> earlier.keeps(number))
                .ifPresent(window -> windows.recall(number, window)));
    }

    /** What is to be recorded of a resource, if it was needed already. */
    Optional<JsonObject> document(int number) {
        return peek(number).map(run -> ResourceDocument.toJson(run, windows.window(number)));
    }

    ResourceGraph graph() {
        return graph;
    }

    ResourceRun get(int number) {
        ResourceRun run = runs.get(number);
        if (run != null) {
            return run;
        }
        ResourceRun fresh = new ResourceRun(number, graph.resource(number), assignments.get(number));
        JsonObject facts = earlier.facts().getOrDefault(number, JsonObject.empty());
        if (earlier.keeps(number)) {
            ResourceDocument.recall(facts, fresh);
        } else if (made.get(number)) {
            ResourceDocument.memo(facts).forEach(fresh::remember);
        }
        return runs.compareAndSet(number, null, fresh) ? fresh : runs.get(number);
    }

    /** One that was needed already; looking at a large graph makes nothing. */
    Optional<ResourceRun> peek(int number) {
        return Optional.ofNullable(runs.get(number));
    }

    @Override
    public Iterator<ResourceRun> iterator() {
        return IntStream.range(0, graph.size()).mapToObj(this::get).iterator();
    }

    /** How long a consistency group may have been frozen, told for its roots. */
    Optional<Duration> freezeWindow(int number) {
        return graph.parentCount(number) == 0 ? windows.window(number) : Optional.empty();
    }

    /** After how long a consistency group was given up, as its freeze budget was over, told for its roots. */
    Optional<Duration> freezeOverrun(int number) {
        return graph.parentCount(number) == 0 ? windows.overrun(number) : Optional.empty();
    }

    /** The longest time between the snapshot points of what was protected of one consistency group, if there are several in one. */
    Optional<Duration> skew() {
        ConsistencyGroups groups = windows.groups();
        Instant[] first = new Instant[groups.count()];
        Instant[] last = new Instant[groups.count()];
        Optional<Duration> longest = Optional.empty();
        for (ResourceRun run : this) {
            Optional<Instant> at = run.snapshotAt().filter(taken -> run.status() == ResourceStatus.DONE);
            int group = groups.groupOf(run.number());
            boolean several = at.isPresent() && first[group] != null;
            if (at.isPresent()) {
                first[group] = first[group] == null || at.get().isBefore(first[group]) ? at.get() : first[group];
                last[group] = last[group] == null || at.get().isAfter(last[group]) ? at.get() : last[group];
            }
            if (several) {
                Duration skew = Duration.between(first[group], last[group]);
                longest = Optional.of(longest.filter(longer -> longer.compareTo(skew) >= 0).orElse(skew));
            }
        }
        return longest;
    }

    /**
     * The consistency that the ancestors of a resource have brought about for it: of one above the other the better one counts, of several parents the
     * worst, as each may write to it. Empty also if one of them could have and has not.
     */
    Optional<Grade> quiescedBy(int number) {
        Map<Integer, Optional<Grade>> known = new HashMap<>();
        ArrayDeque<Integer> path = new ArrayDeque<>(List.of(number));
        while (!path.isEmpty()) {
            int next = path.peek();
            OptionalInt above = parents(next).filter(parent -> !known.containsKey(parent)).findFirst();
            if (above.isPresent()) {
                path.push(above.getAsInt());
            } else {
                known.put(path.pop(), parents(next).mapToObj(parent -> rest(parent, known.get(parent))).flatMap(Optional::stream).max(Comparator.naturalOrder()));
            }
        }
        return known.get(number).filter(grade -> grade != Grade.NONE);
    }

    private IntStream parents(int number) {
        return IntStream.range(0, graph.parentCount(number)).map(position -> graph.parent(number, position));
    }

    /** How much at rest a resource is, with what its ancestors do for it; nothing is said of one that can be at no rest, such as a folder. */
    private Optional<Grade> rest(int number, Optional<Grade> above) {
        Optional<Grade> own = get(number).quiesces().or(() -> assignments.get(number).implementsHook(Hook.PREPARE_BEGIN) ? Optional.of(Grade.NONE) : Optional.empty());
        return Stream.concat(own.stream(), above.stream()).min(Comparator.naturalOrder());
    }
}
