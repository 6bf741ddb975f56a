package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.Unfinished;
import org.redoubt.engine.provider.ProviderLease;

/** What becomes of an open operation when nothing of it is left to take back. */
final class Continuation {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private static final Problem DELETED = Problem.of(ProblemKind.CANCELLED, "The runtime stopped when it was deleted.");

    private final Engine engine;
    private final Resumption resumption;

    /** How an operation that was claimed is gone on with. */
    interface Resumption {
        void goOn(OpenOperation operation) throws RedoubtException;
    }

    Continuation(Engine engine, Resumption resumption) {
        this.engine = engine;
        this.resumption = resumption;
    }

    /**
     * Sees how an operation goes on.
     *
     * @return whether it needs to be looked after no more
     * @throws RedoubtException if that cannot be said now
     */
    boolean settles(OpenOperation operation) throws RedoubtException {
        if (operation.state() == OperationState.CANCELLED && operation.isGivenUp()) {
            if (!operation.isOpen()) {
                giveUp(operation);
            }
            return true;
        }
        if (operation.state() != OperationState.INTERRUPTED) {
            return true;
        }
        if (cameToItsEnd(operation)) {
            return true;
        }
        if (goesOnByItself(operation)) {
            resumption.goOn(operation);
            LOG.log(Level.INFO, "Operation {0} goes on.", operation.id());
        }
        return false;
    }

    /** Whether an operation that was taken for interrupted had done everything but say so; then it is noted. */
    boolean cameToItsEnd(OpenOperation operation) throws RedoubtException {
        if (operation.state() != OperationState.INTERRUPTED) {
            return operation.state() == OperationState.SUCCEEDED;
        }
        if (endedInPart(operation)) {
            operation.turnedOut(OperationState.FAILED, List.of(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + subject(operation)
                    + " is partial: some of its resources were given up.").hint("Restore what it holds with --partial, or "
                    + operation.view().type().word() + " again.")));
        } else if (reachedItsEnd(operation)) {
            tidy(operation);
            operation.turnedOut(OperationState.SUCCEEDED, List.of());
        } else {
            operation.turnedOutUnfinished();
            return false;
        }
        LOG.log(Level.INFO, "Operation {0} had come to its end before the runtime stopped: it has {1}.", operation.id(), operation.state().word());
        return true;
    }

    /**
     * Whether it has given up some resources and completed the checkpoint of the others: nothing is added to that any more. The copy of a
     * checkpoint that is partial itself lacks nothing for that.
     */
    boolean endedInPart(OpenOperation operation) throws RedoubtException {
        return switch (operation.recorded().header().request().type()) {
            case PROTECT -> has(operation, stored -> stored.status() == CheckpointStatus.PARTIAL);
            case COPY -> has(operation, stored -> stored.status() == CheckpointStatus.PARTIAL && !stored.problems().isEmpty());
            case RESTORE, VERIFY, DELETE -> false;
        };
    }

    /** Whether it needs nobody's word: what was to be deleted is to go, and what was to be copied is still there to be. */
    static boolean goesOnByItself(OpenOperation operation) {
        OperationType type = operation.recorded().header().request().type();
        return type == OperationType.DELETE || type == OperationType.COPY;
    }

    /** The checkpoint that the operation makes or deletes. */
    private static CheckpointId subject(OpenOperation operation) {
        return operation.view().targetCheckpoint().orElse(operation.view().checkpoint());
    }

    private boolean reachedItsEnd(OpenOperation operation) throws RedoubtException {
        Optional<CheckpointStatus> status = status(operation);
        return switch (operation.recorded().header().request().type()) {
            case PROTECT, COPY -> status.filter(is -> is == CheckpointStatus.AVAILABLE || is == CheckpointStatus.PARTIAL).isPresent();
            case DELETE -> status.isEmpty() || status.get() == CheckpointStatus.PURGED
                    || status.get() == CheckpointStatus.DELETED && !((DeleteRequest) operation.recorded().header().request()).isPurge();
            case RESTORE, VERIFY -> false;
        };
    }

    /** A deletion that had come to its end may have left documents, which nobody may find when it is called a success. */
    private void tidy(OpenOperation operation) throws RedoubtException {
        if (operation.recorded().header().request().type() != OperationType.DELETE) {
            return;
        }
        try (ProviderLease provider = engine.providers().lease(providerName(operation))) {
            CheckpointStore store = new CheckpointStore(provider.documents(), engine.clock());
            for (Unfinished left : store.unfinished()) {
                if (left.operation().equals(operation.id())) {
                    store.settle(left, engine.home().owner(), DELETED, () -> true);
                }
            }
        }
    }

    private Optional<CheckpointStatus> status(OpenOperation operation) throws RedoubtException {
        try (ProviderLease provider = engine.providers().lease(providerName(operation))) {
            return checkpoint(operation, provider).map(StoredCheckpoint::status);
        }
    }

    private boolean has(OpenOperation operation, Predicate<StoredCheckpoint> property) throws RedoubtException {
        try (ProviderLease provider = engine.providers().lease(providerName(operation))) {
            return checkpoint(operation, provider).filter(property).isPresent();
        }
    }

    /** Good only as long as the provider is leased. */
    private Optional<StoredCheckpoint> checkpoint(OpenOperation operation, ProviderLease provider) throws RedoubtException {
        return new CheckpointStore(provider.documents(), engine.clock()).find(subject(operation));
    }

    private static String providerName(OpenOperation operation) {
        return operation.recorded().header().request() instanceof CopyRequest copy ? copy.provider()
                : operation.view().provider();
    }

    /** Nobody will ever finish the checkpoint of an operation that was taken back. */
    private void giveUp(OpenOperation operation) throws RedoubtException {
        OperationType type = operation.recorded().header().request().type();
        if (type != OperationType.PROTECT && type != OperationType.COPY) {
            return;
        }
        try (ProviderLease provider = engine.providers().lease(providerName(operation))) {
            Optional<StoredCheckpoint> begun = checkpoint(operation, provider);
            if (begun.isPresent()) {
                begun.get().discard(engine.home().owner(), engine.home().owner().incarnation(), Problem.of(ProblemKind.CANCELLED,
                        "The operation that wrote it was interrupted, and taken back.").hint("Delete it."));
            }
        }
    }
}
