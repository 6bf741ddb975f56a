package org.redoubt.engine.operation;

import java.time.Instant;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationState;
import org.redoubt.engine.checkpoint.CheckpointDraft;
import org.redoubt.engine.checkpoint.CheckpointStart;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.lattice.ConsistencyGroups;
import org.redoubt.engine.undo.OpenStep;

/**
 * What an earlier run of the same operation has left, that a later one goes on from.
 *
 * @param view how the operation stood; empty if there was no earlier run
 * @param graph its graph
 * @param facts what was recorded of resources, by their numbers
 * @param writers by type, which plugin handled its resources
 * @param whole the resources of which everything was done and still is
 * @param steps the steps that are open: what a restore has made
 * @param delivered the number of the last of those steps that stay until somebody asks for their undo
 */
record Earlier(Optional<OperationSnapshot> view, ResourceGraph graph, Map<Integer, JsonObject> facts, Map<String, String> writers, BitSet whole, List<OpenStep> steps, long delivered) {

    /** There was no earlier run. */
    static final Earlier NONE = new Earlier(Optional.empty(), Subgraph.NOTHING, Map.of(), Map.of(), new BitSet(), List.of(), 0);

    boolean exists() {
        return view.isPresent();
    }

    OperationState state() {
        return view.map(OperationSnapshot::state).orElse(OperationState.PENDING);
    }

    Optional<Instant> startedAt() {
        return view.map(OperationSnapshot::startedAt);
    }

    String provider() {
        return view.map(OperationSnapshot::provider).orElse("");
    }

    CheckpointId checkpoint() {
        return view.orElseThrow().checkpoint();
    }

    Optional<CheckpointId> targetCheckpoint() {
        return view.flatMap(OperationSnapshot::targetCheckpoint);
    }

    boolean keeps(int number) {
        return whole.get(number);
    }

    /** Whether an earlier run has begun the checkpoint. */
    boolean begun(CheckpointStore store, CheckpointStart start) throws RedoubtException {
        return exists() && store.find(start.id()).isPresent();
    }

    /** Goes on with the checkpoint that an earlier run has begun: what is kept stays, the rest of it is made anew. */
    CheckpointDraft goOn(CheckpointStore store, CheckpointStart start) throws RedoubtException {
        CheckpointDraft draft = store.resume(start.id(), start.owner(), start.epoch(), start.operation(), graph);
        for (int number = 0; number < graph.size(); number++) {
            if (!keeps(number)) {
                draft.reset(graph.resource(number));
            }
        }
        return draft;
    }

    /** The same without some resources. */
    Earlier without(BitSet resources) {
        BitSet kept = (BitSet) whole.clone();
        kept.andNot(resources);
        return new Earlier(view, graph, facts, writers, kept, steps, delivered);
    }

    /** The same, but only with what the plugins that handle the types today would write alike. */
    Earlier by(Map<String, String> today) {
        BitSet others = new BitSet();
        for (int number = whole.nextSetBit(0); number >= 0; number = whole.nextSetBit(number + 1)) {
            String type = graph.resource(number).type();
            others.set(number, !Objects.equals(writers.get(type), today.get(type)));
        }
        return without(others);
    }

    /** The same, but only with what is as consistent as is demanded. */
    Earlier atLeast(Grade demanded) {
        BitSet weak = new BitSet();
        for (int number = whole.nextSetBit(0); number >= 0; number = whole.nextSetBit(number + 1)) {
            weak.set(number, !ResourceDocument.grade(facts.getOrDefault(number, JsonObject.empty())).atLeast(demanded));
        }
        return without(weak);
    }

    /** The same, but only with consistency groups that are whole: what was taken at one instant must not be mixed with what is later. */
    Earlier byGroup() {
        ConsistencyGroups groups = ConsistencyGroups.of(Lattices.of(graph, number -> EnumSet.noneOf(Hook.class)));
        BitSet broken = new BitSet();
        for (int number = 0; number < graph.size(); number++) {
            if (!whole.get(number)) {
                broken.set(groups.groupOf(number));
            }
        }
        BitSet lost = new BitSet();
        for (int number = 0; number < graph.size(); number++) {
            lost.set(number, broken.get(groups.groupOf(number)));
        }
        return without(lost);
    }
}
