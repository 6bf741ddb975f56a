package org.redoubt.engine.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.Priority;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.journal.OperationHeader;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.plugin.PluginLease;

/**
 * An operation that has been prepared, and only has to be run if nothing is wrong with it. Closing gives back everything it leased.
 *
 * @param id its id
 * @param faults what makes it unsound by itself, such as a missing plugin or wrong parameters
 * @param header what was asked for, and by whom
 * @param journal where it is recorded
 * @param work what is special to it
 * @param graph the resources it works on
 * @param assignments who handles each resource, by its number
 * @param runtimePaths the directories that this runtime has to write to
 * @param bankPaths the directories of banks that plugins leave alone
 * @param onFailure what a failure means
 * @param priority whose mains come first
 * @param freezeBudget how long a consistency group may be frozen
 * @param hookTimeout how long one hook may take
 * @param deadline how long it may take as a whole
 * @param warnings what people should know of how it was prepared
 * @param acceptedAt when it was accepted
 * @param earlier what an earlier run has left
 */
record OperationSpec(OperationId id, List<Problem> faults, OperationHeader header, Lease<Journal> journal, Work work, ResourceGraph graph, List<Assignment> assignments, Set<Path> runtimePaths,
        Set<Path> bankPaths, FailurePolicy onFailure, Priority priority, Optional<Duration> freezeBudget, Optional<Duration> hookTimeout, Optional<Duration> deadline,
        List<Problem> warnings, Instant acceptedAt, Earlier earlier) implements AutoCloseable {
    /** For whom. */
    Caller caller() {
        return header.caller();
    }

    /** How it is called when somebody is told of it, who learns nothing of other projects. */
    String nameFor(Caller somebody) {
        return somebody.project().equals(caller().project()) ? "the " + work.type().word() + " " + id : "another operation";
    }

    /** Whether what a restore has made stays although something failed: if that was asked for, or if whoever restored has some of it already. */
    boolean keepsProducts() {
        return work.keepsProducts() || header.delivered() > 0;
    }

    /** The hooks that are run for a resource. */
    Set<Hook> hooks(int number) {
        return earlier.keeps(number) || !work.callsPlugins() ? Set.of() : assignments.get(number).hooks(work.ownHooks());
    }

    /** The leases on plugins, each once. */
    Set<PluginLease> leases() {
        Set<PluginLease> leases = Collections.newSetFromMap(new IdentityHashMap<>());
        assignments.forEach(assignment -> assignment.lease().ifPresent(leases::add));
        return leases;
    }

    @Override
    public void close() {
        GivingBack.all(List.of(work));
        GivingBack.all(List.copyOf(leases()));
        assignments.forEach(Assignment::forget);
        GivingBack.all(List.of(journal));
    }
}
