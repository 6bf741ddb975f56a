package org.redoubt.engine.operation;

import java.util.List;
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
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.RefusedException;

/** What is asked for: it is begun, or refused, or only looked at. Thread-safe. */
final class Requests {
    private final Engine engine;
    private final RunningOperations running;
    private final PrepareQueue prepares = new PrepareQueue();
    private final Map<String, CompletableFuture<OperationHandle>> byKey = new ConcurrentHashMap<>();

    Requests(Engine engine, RunningOperations running) {
        this.engine = engine;
        this.running = running;
    }

    /**
     * Begins an operation.
     *
     * @throws RedoubtException if it is refused; then nothing has been changed
     */
    OperationHandle start(Caller caller, OperationRequest request) throws RedoubtException {
        Optional<String> key = request.options().idempotencyKey().map(text -> caller.project() + "/" + request.type().word() + "/" + text);
        if (key.isEmpty()) {
            return begin(caller, request);
        }
        CompletableFuture<OperationHandle> own = new CompletableFuture<>();
        CompletableFuture<OperationHandle> first = byKey.putIfAbsent(key.get(), own);
        if (first != null) {
            return sameAs(first);
        }
        try {
            OperationHandle handle = begin(caller, request);
            own.complete(handle);
            handle.done().thenRun(() -> byKey.remove(key.get(), own));
            return handle;
        } catch (RedoubtException | RuntimeException | Error refused) {
            byKey.remove(key.get(), own);
            own.completeExceptionally(refused);
            throw refused;
        }
    }

    /** The second of two requests that are one waits until the first has been accepted or refused. */
    private static OperationHandle sameAs(CompletableFuture<OperationHandle> first) throws RedoubtException {
        try {
            return first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The request was interrupted before the operation began."), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedoubtException refused ? refused : new RedoubtException(RunEnd.internal(e.getCause()), e);
        }
    }

    private OperationHandle begin(Caller caller, OperationRequest request) throws RedoubtException {
        running.demandOpen();
        return running.begin(checked(preparer(caller).prepare(request)));
    }

    /** Begins an operation anew that goes on from what an earlier run of it has left. */
    OperationHandle goOn(OpenOperation open) throws RedoubtException {
        running.demandOpen();
        Preparer preparer = new Preparer(engine, open.recorded().header().caller(), running::contains, open.id(), open.earlier());
        return running.begin(checked(preparer.prepare(open.recorded().header().request())));
    }

    private Preparer preparer(Caller caller) throws RedoubtException {
        return new Preparer(engine, caller, running::contains);
    }

    private OperationRun checked(OperationSpec spec) throws RedoubtException {
        boolean accepted = false;
        try {
            OperationRun run = new OperationRun(engine, spec, prepares);
            List<Problem> problems = run.preflight().problems();
            if (!problems.isEmpty()) {
                // What was not found may have been deleted since.
                spec.work().confirm();
                throw new RefusedException(problems);
            }
            accepted = true;
            return run;
        } finally {
            if (!accepted) {
                spec.close();
            }
        }
    }

    /** Every problem that keeps an operation from being started now. */
    List<Problem> check(Caller caller, OperationRequest request) throws RedoubtException {
        try (OperationSpec spec = preparer(caller).prepare(request)) {
            return new OperationRun(engine, spec, prepares).preflight().problems();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    /** Everything that makes a request unsound by itself: unknown resources, missing plugins, wrong parameters. Asks no plugin for its state. */
    List<Problem> soundness(Caller caller, OperationRequest request) throws RedoubtException {
        try {
            preparer(caller).prepare(request).close();
            return List.of();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    /** What an operation would do. */
    OperationPlan plan(Caller caller, OperationRequest request) throws RedoubtException {
        try (OperationSpec spec = preparer(caller).prepare(request)) {
            return PlannedOperation.of(spec, new OperationRun(engine, spec, prepares).preflight().actions());
        }
    }
}
