package org.redoubt.engine.operation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationRequest;

/**
 * Requests with a key: the same one asked again is the same operation. Which keys were used is known from the journal, which has
 * each operation before it runs; only requests that have not come so far are remembered here. Thread-safe.
 */
final class KeyedRequests {
    private final Requests requests;
    private final OperationArchive archive;
    private final OperationList list;
    private final Map<String, CompletableFuture<OperationHandle>> beginning = new ConcurrentHashMap<>();

    KeyedRequests(Requests requests, OperationArchive archive, OperationList list) {
        this.requests = requests;
        this.archive = archive;
        this.list = list;
    }

    /**
     * Begins an operation, or finds the one that was begun.
     *
     * @throws RedoubtException if it is refused, or was while this waited for it; of kind {@code CONFLICT} if the key stands for another request
     */
    OperationHandle start(Caller caller, OperationRequest request, String key) throws RedoubtException {
        String name = caller.project() + "/" + request.type().word() + "/" + key;
        while (true) {
            CompletableFuture<OperationHandle> own = new CompletableFuture<>();
            CompletableFuture<OperationHandle> first = beginning.putIfAbsent(name, own);
            if (first == null) {
                return begin(caller, request, key, () -> beginning.remove(name, own), own);
            }
            // It is found in the journal then, and compared.
            await(first);
        }
    }

    private OperationHandle begin(Caller caller, OperationRequest request, String key, Runnable begun, CompletableFuture<OperationHandle> own)
            throws RedoubtException {
        try {
            Optional<OperationArchive.Keyed> known = archive.find(caller.project(), request.type(), key);
            OperationHandle handle = known.isPresent() ? same(caller, request, known.get()) : requests.start(caller, request);
            begun.run();
            own.complete(handle);
            return handle;
        } catch (RedoubtException | RuntimeException | Error refused) {
            begun.run();
            own.completeExceptionally(refused);
            throw refused;
        }
    }

    private OperationHandle same(Caller caller, OperationRequest request, OperationArchive.Keyed known) throws RedoubtException {
        if (!known.header().asksFor(request)) {
            throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The key \"" + request.options().idempotencyKey().orElse("")
                    + "\" was used for another request, that of operation " + known.id() + ".").hint("Use another key."));
        }
        return list.handle(caller.project(), known.id());
    }

    /** The second of two requests that are one waits until the first has been accepted or refused, and is refused with it. */
    private static void await(CompletableFuture<OperationHandle> first) throws RedoubtException {
        try {
            first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The request was interrupted before the operation began."), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedoubtException refused ? refused : new RedoubtException(RunEnd.internal(e.getCause()), e);
        }
    }
}
