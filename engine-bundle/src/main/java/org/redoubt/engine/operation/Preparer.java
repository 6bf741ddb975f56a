package org.redoubt.engine.operation;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.redoubt.api.access.Caller;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.checkpoint.CheckpointStart;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.discovery.Discovered;
import org.redoubt.engine.operation.CheckpointFinder.Located;
import org.redoubt.engine.provider.ProviderLease;

/**
 * Turns a request into an operation that only has to be run, or refuses it with everything that is wrong. Changes nothing.
 * For one request.
 */
final class Preparer extends Preparation {
    private static final Set<CheckpointStatus> INCOMPLETE = EnumSet.of(CheckpointStatus.ERROR, CheckpointStatus.PROTECTING,
            CheckpointStatus.INTERRUPTED);

    private final Predicate<OperationId> running;
    private final Earlier earlier;
    private Optional<StoredCheckpoint> subject = Optional.empty();

    /** Prepares an operation that begins. */
    Preparer(Engine engine, Caller caller, Predicate<OperationId> running) throws RedoubtException {
        super(engine, caller, new OperationId(engine.ids().next()));
        this.running = running;
        this.earlier = Earlier.NONE;
    }

    /** Prepares an operation that goes on from what an earlier run has left. */
    Preparer(Engine engine, Caller caller, Predicate<OperationId> running, OperationId id, Earlier earlier) throws RedoubtException {
        super(engine, caller, id);
        this.running = running;
        this.earlier = earlier;
    }

    /**
     * Prepares an operation.
     *
     * @throws RedoubtException if it is refused; everything that was leased has been given back
     */
    OperationSpec prepare(OperationRequest request) throws RedoubtException {
        try {
            return switch (request) {
                case ProtectRequest protect -> earlier.exists() ? protectAgain(protect) : protect(protect);
                case RestoreRequest restore -> restore(restore);
                case VerifyRequest verify -> verify(verify);
                case CopyRequest copy -> copy(copy);
                case DeleteRequest delete -> delete(delete);
            };
        } catch (RedoubtException refused) {
            RedoubtException better = explained(refused, request.type());
            giveBack();
            throw better;
        } catch (RuntimeException | Error broken) {
            giveBack();
            throw broken;
        }
    }

    /** What was not found may have been deleted since its checkpoint was. */
    private RedoubtException explained(RedoubtException refused, OperationType type) {
        if (subject.isEmpty() || refused instanceof RefusedException) {
            return refused;
        }
        try {
            return changed(subject.get(), type).orElse(refused);
        } catch (BankException unknown) {
            return refused;
        }
    }

    private Located located(CheckpointId id) throws RedoubtException {
        Located located = keep(finder().locate(caller(), id));
        subject = Optional.of(located.stored());
        notice(located.provider(), Optional.of(id));
        return located;
    }

    private OperationSpec protect(ProtectRequest request) throws RedoubtException {
        Plan plan = request.planName().isPresent() ? engine().plans().show(caller().project(), request.planName().get()) : request.adHoc().orElseThrow();
        if (plan.resources().isEmpty()) {
            throw refused(Problem.of(ProblemKind.INVALID, "There is nothing to protect: the plan names no resource.")
                    .hint("Name at least one resource."));
        }
        ProviderLease provider = keep(engine().providers().lease(plan.provider()));
        notice(provider, Optional.empty());
        Discovered discovered = engine().discovery().graph(caller(), plan.resources(), Thread.currentThread()::isInterrupted);
        ResourceGraph graph = discovered.graph();
        Optional<String> planName = request.planName().map(name -> plan.name());
        CheckpointStore store = finder().store(provider);
        ParameterSet parameters = properAddresses(plan.parameters(), discovered);
        // One that was interrupted before its checkpoint began makes the one that it has said it would.
        CheckpointId id = earlier.exists() ? earlier.checkpoint() : new CheckpointId(engine().ids().next());
        CheckpointStart start = start(id, plan.toBuilder().parameters(parameters).build(), planName,
                plan.provider(), graph);
        Set<ResourceRef> roots = new HashSet<>(discovered.roots().values());
        Optional<StoredCheckpoint> before = store.newestAvailable(caller().project(), plan.provider(), planName, roots);
        ProtectWork work = new ProtectWork(provider, store, start, planned(start), before, sessions());
        return assign(new Task(request, work, graph, provider, resource -> Optional.empty(), Earlier.NONE).plan(start.plan(),
                FreezeForecast.warnings(store, start)).writingTo(provider.bank().localPaths()));
    }

    /** Goes on with the checkpoint that was begun, or begins it if it never came to that. */
    private OperationSpec protectAgain(ProtectRequest request) throws RedoubtException {
        ProviderLease provider = keep(engine().providers().lease(earlier.provider()));
        CheckpointStore store = finder().store(provider);
        Optional<StoredCheckpoint> begun = store.find(earlier.checkpoint());
        if (begun.isEmpty()) {
            provider.close();
            return protect(request);
        }
        notice(provider, Optional.of(earlier.checkpoint()));
        Plan plan = begun.get().plan();
        ResourceGraph graph = earlier.graph();
        CheckpointStart start = start(earlier.checkpoint(), plan, begun.get().planName(), earlier.provider(), graph);
        Optional<StoredCheckpoint> before = store.newestAvailable(caller().project(), earlier.provider(), start.planName(),
                new HashSet<>(plan.resources()));
        ProtectWork work = new ProtectWork(provider, store, start, planned(start), before, sessions());
        return assign(new Task(request, work, graph, provider, resource -> Optional.empty(), earlier).plan(plan, List.of())
                .writingTo(provider.bank().localPaths()));
    }

    /** Parameters for a resource that was named otherwise than by its proper id are meant for that resource. */
    private static ParameterSet properAddresses(ParameterSet parameters, Discovered discovered) {
        ParameterSet proper = ParameterSet.empty();
        for (var entry : parameters.byAddress().entrySet()) {
            String address = entry.getKey();
            for (var root : discovered.roots().entrySet()) {
                address = root.getKey().toString().equals(address) ? root.getValue().toString() : address;
            }
            proper = proper.with(address, entry.getValue());
        }
        return proper;
    }

    private OperationSpec restore(RestoreRequest request) throws RedoubtException {
        Located located = located(request.checkpoint());
        StoredCheckpoint stored = located.stored();
        ProviderLease provider = located.provider();
        CheckpointStatus status = stored.status();
        if (status == CheckpointStatus.PARTIAL && !request.partialAllowed()) {
            throw refused(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + stored.id() + " is partial: some of its resources were given up.")
                    .hint("Restore what there is of it with the option allowPartial, or restore another one."));
        }
        boolean damaged = status == CheckpointStatus.ERROR && request.partialAllowed();
        if (status != CheckpointStatus.AVAILABLE && status != CheckpointStatus.PARTIAL && !damaged) {
            throw unusable(stored, "restored");
        }
        ResourceGraph graph = usable(stored, Subgraph.of(stored.checkpoint().graph(), request.resources()));
        RestoreWork work = new RestoreWork(provider, stored, sessions(), request, graph);
        Writers writers = request.partialAllowed() ? Writers.lenient(stored) : Writers.of(stored);
        return assign(new Task(request, work, graph, provider, writers, earlier));
    }

    private OperationSpec verify(VerifyRequest request) throws RedoubtException {
        Located located = located(request.checkpoint());
        StoredCheckpoint stored = located.stored();
        ProviderLease provider = located.provider();
        if (stored.status() != CheckpointStatus.AVAILABLE && stored.status() != CheckpointStatus.PARTIAL) {
            throw unusable(stored, "verified");
        }
        ResourceGraph graph = usable(stored, Subgraph.of(stored.checkpoint().graph(), request.resources()));
        VerifyWork work = new VerifyWork(provider, stored, sessions(), request, id(), engine());
        return assign(new Task(request, work, graph, provider, Writers.of(stored), earlier).lenient(true));
    }

    /** Those resources of a partial checkpoint that it really holds. */
    private static ResourceGraph usable(StoredCheckpoint stored, ResourceGraph graph) throws RedoubtException {
        if (stored.status() != CheckpointStatus.PARTIAL) {
            return graph;
        }
        BitSet held = new BitSet(graph.size());
        for (StoredRecord entry : stored.records()) {
            if (entry.status() == ResourceStatus.DONE || entry.status() == ResourceStatus.PARTIAL) {
                graph.number(entry.resource().ref()).ifPresent(held::set);
            }
        }
        if (held.isEmpty()) {
            throw refused(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + stored.id() + " holds none of these resources: they were given up when it was made.")
                    .hint("`redoubt show " + stored.id() + "` says which ones it holds."));
        }
        return Subgraph.only(graph, held);
    }

    private OperationSpec copy(CopyRequest request) throws RedoubtException {
        Located located = located(request.checkpoint());
        StoredCheckpoint stored = located.stored();
        ProviderLease provider = located.provider();
        if (stored.status() != CheckpointStatus.AVAILABLE && stored.status() != CheckpointStatus.PARTIAL) {
            throw unusable(stored, "copied");
        }
        if (stored.provider().equals(request.provider())) {
            throw refused(Problem.of(ProblemKind.INVALID, "Checkpoint " + stored.id() + " is held by provider \"" + request.provider() + "\" already.")
                    .hint("Name another provider."));
        }
        ProviderLease target = keep(engine().providers().lease(request.provider()));
        notice(target, Optional.empty());
        ResourceGraph graph = stored.checkpoint().graph();
        CheckpointStore targets = finder().store(target);
        CheckpointId id = earlier.targetCheckpoint().orElseGet(() -> new CheckpointId(engine().ids().next()));
        CheckpointStart start = start(id, stored.plan(), stored.planName(), request.provider(), graph);
        Earlier begun = earlier.begun(targets, start) ? earlier : earlier.without(earlier.whole());
        CopyWork work = new CopyWork(provider, stored, sessions(), target, targets, start, planned(start), sessions());
        return assign(new Task(request, work, graph, provider, Writers.of(stored), begun).lenient(true).writingTo(target.bank().localPaths()));
    }

    private OperationSpec delete(DeleteRequest request) throws RedoubtException {
        Located located = located(request.checkpoint());
        StoredCheckpoint stored = located.stored();
        ProviderLease provider = located.provider();
        if (stored.status() == CheckpointStatus.PURGED || stored.status() == CheckpointStatus.DELETED && !request.isPurge()) {
            throw refused(Problem.of(ProblemKind.NOT_FOUND, "Checkpoint " + stored.id() + " is deleted already."));
        }
        if (stored.status() == CheckpointStatus.PROTECTING && isRunning(stored)) {
            throw refused(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + stored.id() + " is being written.")
                    .hint("Wait for the operation, or cancel it."));
        }
        // What was never whole may lack records of who wrote it, or its graph, and its plugins have taken back what they did.
        boolean withoutPlugin = request.isWithoutPlugin() || INCOMPLETE.contains(stored.beneath());
        Checkpoint checkpoint = withoutPlugin || earlier.exists() ? readable(stored) : stored.checkpoint();
        // What plugins have begun to delete cannot be brought back.
        boolean begun = stored.status() == CheckpointStatus.DELETING || stored.status() == CheckpointStatus.ERROR_DELETING;
        DeleteRequest meant = begun ? request.purge() : request;
        DeleteWork work = new DeleteWork(provider, stored, checkpoint, sessions(), new DeleteOrder(meant, id(), engine().home().owner()));
        return assign(new Task(request, work, checkpoint.graph(), provider, Writers.lenient(stored), earlier).lenient(withoutPlugin));
    }

    private boolean isRunning(StoredCheckpoint stored) {
        try {
            return running.test(stored.operation());
        } catch (RedoubtException unknown) {
            return false;
        }
    }

    private Checkpoint readable(StoredCheckpoint stored) throws RedoubtException {
        try {
            return stored.checkpoint();
        } catch (RedoubtException damaged) {
            return new PlannedCheckpoint(stored.id(), stored.project(), stored.planName(), stored.provider(), stored.createdAt(),
                    earlier.exists() ? earlier.graph() : ResourceGraph.builder().build());
        }
    }
}
