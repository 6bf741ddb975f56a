package org.redoubt.engine.operation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.engine.hook.HookHost;
import org.redoubt.engine.journal.OperationJournal.Harvest;
import org.redoubt.engine.provider.ProviderLease;

/**
 * What is special to one of the five operations: what the engine itself does at its beginning, in its hooks and at its end.
 * Begun at most once, then ended by exactly one of {@link #succeed} and {@link #fail}. Thread-safe.
 */
interface Work extends AutoCloseable {
    /** Which of the five. */
    OperationType type();

    /** The name of the provider that is worked on. */
    String provider();

    /** The name of the plan. */
    Optional<String> plan();

    /** The checkpoint that is worked on. */
    Checkpoint checkpoint();

    /** For a copy, the checkpoint that is made. */
    default Optional<Checkpoint> target() {
        return Optional.empty();
    }

    /** Whether the hooks of plugins are called. */
    default boolean callsPlugins() {
        return true;
    }

    /** The hooks in which the engine has something to do for every resource. */
    default Set<Hook> ownHooks() {
        return Set.of();
    }

    /**
     * Makes sure that what was found while it was prepared still stands. From now on no other operation of this runtime changes it.
     *
     * @throws RedoubtException if it does not; then this must not begin
     */
    default void confirm() throws RedoubtException {
    }

    /**
     * The first side effect.
     *
     * @param earlier what an earlier run has left, to go on from
     */
    void begin(Earlier earlier) throws RedoubtException;

    /** The providers whose banks are filled, so that nothing is begun that they would not take. */
    default List<ProviderLease> filled() {
        return List.of();
    }

    /** What makes durable all that hooks have written so far; empty if they write nothing into the bank. */
    default Optional<Harvest.Action> harvest() {
        return Optional.empty();
    }

    /** What the engine does for a resource before its plugin's hook. */
    default void own(HookHost host, Hook hook) throws RedoubtException {
    }

    /** What the engine itself would do for a resource. */
    default List<PlannedAction> planned(Resource resource) {
        return List.of();
    }

    /** Why a hook has failed, where the engine knows better than who said so. */
    default Problem explained(Problem failure) {
        return failure;
    }

    /** Whether other resources go on after this failure of a hook. */
    default boolean goesOnAfter(Problem failure) {
        return false;
    }

    /** Whether what was done of a resource counts only if its consistency group was not given up. */
    default boolean needsWholeGroups() {
        return true;
    }

    /** The least consistency that each resource has to have; empty if any is good enough. */
    default Optional<Grade> minimumConsistency() {
        return Optional.empty();
    }

    /** The section that is written, or read. */
    ResourceSection section(Resource resource);

    /** The section of the same resource in the checkpoint before. */
    default Optional<ResourceSection> previous(Resource resource) {
        return Optional.empty();
    }

    /** For a copy, the section that is written. */
    default ResourceSection targetSection(Resource resource) {
        throw new IllegalStateException("Only a copy has a second section.");
    }

    /** For a restore, where to. */
    default Optional<RestoreTarget> restoreTarget(Resource resource) {
        return Optional.empty();
    }

    /** For a verify, how closely it looks. */
    default CheckDepth depth() {
        return CheckDepth.CONTENT;
    }

    /** What becomes of a resource of which a part is not as it should be while the rest goes on. */
    default ResourceStatus incompleteStatus() {
        return ResourceStatus.FAILED;
    }

    /** For a restore, whether what was made stays although something failed. */
    default boolean keepsProducts() {
        return false;
    }

    /**
     * Ends it after all hooks have run, of some resources at least.
     *
     * @param resources what became of each
     * @param problems what is not as it should be; empty if all is well
     * @throws RedoubtException if it has to fail instead
     */
    void succeed(ResourceRuns resources, List<Problem> problems) throws RedoubtException;

    /** Ends it after something failed and undo has run. */
    void fail(ResourceRuns resources, List<Problem> problems) throws RedoubtException;

    /** Gives sessions and leases back. */
    @Override
    void close();
}
