package org.redoubt.api.protection;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;

/**
 * What a plugin does for a resource in one of the five operations. Thread-safe, and without state of a run: one instance may
 * serve many resources and runs at once, and what one hook leaves for the next goes to {@link OperationContext#memo()}.
 *
 * <p>A hook that throws fails its resource. A hook answers an interrupt, or a {@link OperationContext#checkCancelled()}
 * that throws, by ending soon; what it registered as undo steps is taken back for it.
 *
 * @param <C> the context of the operation
 */
@ConsumerType
public interface Operation<C extends OperationContext> {

    /** The hooks that are implemented, the same at each call; others are never called and cost nothing. */
    default Set<Hook> hooks() {
        return EnumSet.allOf(Hook.class);
    }

    /**
     * Before the same hook of the dependents. Short: freezes, or prepares a snapshot.
     *
     * @param checkpoint the checkpoint that is worked on
     * @param resource the resource
     * @param context the surroundings
     * @param parameters merged, with defaults, validated against the plugin's schema
     */
    default void onPrepareBegin(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
    }

    /** After the same hook of the dependents. Short: takes a snapshot, or thaws. */
    default void onPrepareFinish(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
    }

    /** In no order with other resources. Long: moves the bulk. */
    default void onMain(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
    }

    /** After the same hook of the dependents. Drops snapshots, closes records, puts together what the dependents restored. */
    default void onComplete(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
    }

    /**
     * What would keep the operation from succeeding now: called for every resource before any hook, without side effect.
     *
     * @return every problem; empty if all is well
     */
    default List<Problem> onCheck(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
        return List.of();
    }

    /** What the operation would do, for a dry run; without side effect. */
    default List<PlannedAction> plan(Checkpoint checkpoint, Resource resource, C context, Parameters parameters) throws Exception {
        return List.of();
    }

    /**
     * The names of what a hook uses up, such as {@code host:h1}: the engine bounds how many hooks of all operations hold
     * one name at the same time. Asked once for main and once for complete, before anything runs; no other hook obeys capacities.
     */
    default Set<String> capacities(Hook hook, Resource resource) {
        return Set.of();
    }

    /** An operation without hooks. */
    static <C extends OperationContext> Operation<C> none() {
        return new Operation<>() {
            @Override
            public Set<Hook> hooks() {
                return Set.of();
            }
        };
    }
}
