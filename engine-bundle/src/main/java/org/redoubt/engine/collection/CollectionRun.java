package org.redoubt.engine.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.CollectRequest;
import org.redoubt.api.service.Collection;
import org.redoubt.api.service.Collection.Purge;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.operation.CheckpointFinder;
import org.redoubt.engine.operation.DeleteOrder;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.provider.ProviderLease;

/**
 * One collection.
 *
 * @param engine what it works with
 * @param operations what purges checkpoints
 * @param caller who asked for it
 * @param request how
 * @param listener told what is planned
 * @param provider in use until it has ended
 */
record CollectionRun(Engine engine, OperationCatalog operations, Caller caller, CollectRequest request, CollectListener listener, ProviderLease provider) {

    Collection run() throws RedoubtException {
        CheckpointStore store = new CheckpointFinder(engine).store(provider);
        Graves graves = Graves.of(store, request.isWithoutGrace() ? Graves.Grace.NONE : Graves.Grace.configured(engine.providers(), provider.provider()),
                engine.clock().instant());
        List<Purge> purged = request.options().isDryRun() ? graves.due().stream().map(due -> new Purge(due.id(), Optional.empty())).toList()
                : purge(store, graves.due());
        Set<CheckpointId> gone = purged.stream().filter(purge -> purge.problem().isEmpty()).map(Purge::checkpoint).collect(Collectors.toSet());
        return new Collection(request.provider(), purged, graves.kept(), collect(store, gone));
    }

    private List<Purge> purge(CheckpointStore store, List<StoredCheckpoint> due) throws RedoubtException {
        if (!due.isEmpty()) {
            listener.purging(due.stream().map(StoredCheckpoint::id).toList());
        }
        List<Purge> purged = new ArrayList<>();
        for (StoredCheckpoint deleted : due) {
            Optional<Problem> failure = purge(deleted);
            // Somebody else may have purged or undeleted it meanwhile.
            if (failure.isEmpty() || store.find(deleted.id()).filter(now -> now.status() != CheckpointStatus.PURGED && isDeleted(now)).isPresent()) {
                purged.add(new Purge(deleted.id(), failure));
            }
        }
        return purged;
    }

    private static boolean isDeleted(StoredCheckpoint now) {
        return now.status() == CheckpointStatus.DELETED || now.status() == CheckpointStatus.DELETING || now.status() == CheckpointStatus.ERROR_DELETING;
    }

    private Optional<Problem> purge(StoredCheckpoint deleted) throws RedoubtException {
        try {
            OperationHandle handle = operations.start(on(deleted), DeleteOrder.purge(deleted));
            OperationView end = handle.done().toCompletableFuture().get();
            return end.state() == OperationState.SUCCEEDED ? Optional.empty() : Optional.of(end.problems().stream().findFirst()
                    .orElseGet(() -> Problem.of(ProblemKind.INTERNAL, "The delete " + handle.id() + " is " + end.state().word() + ".")));
        } catch (RedoubtException refused) {
            return Optional.of(refused.problem());
        } catch (ExecutionException broken) {
            return Optional.of(Problem.of(ProblemKind.INTERNAL, broken.getCause()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw BankCollections.stopped();
        }
    }

    /** A checkpoint is purged on behalf of its own project. */
    private Caller on(StoredCheckpoint deleted) {
        Caller same = Caller.of(caller.principal(), deleted.project()).roles(caller.roles());
        return caller.credentials().map(same::credentials).orElse(same);
    }

    private CollectReport collect(CheckpointStore store, Set<CheckpointId> gone) throws RedoubtException {
        try {
            return provider.vault().collect(provider.bank(), request.options(), new Told(store.live(engine.home().owner(), gone), listener));
        } catch (RedoubtException e) {
            if (e.kind() == ProblemKind.NOT_FOUND && store.all().isEmpty()) {
                // Then there need not even be a vault.
                return CollectReport.builder().build();
            }
            throw e;
        }
    }
}
