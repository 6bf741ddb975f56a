package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.api.service.RefusedException;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.undo.OpenStep;

/** All operations: those that run, and those that have ended. Thread-safe. */
public final class OperationCatalog implements AutoCloseable {
    private static final int PRUNED_EVERY = 100;

    private final Engine engine;
    private final OperationArchive archive;
    private final Continuation continuation;
    private final Recovery recovery;
    private final Leases services;
    private final Map<OperationId, OperationRun> running = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<OperationHandle>> byKey = new ConcurrentHashMap<>();
    private final AtomicLong ends = new AtomicLong();
    private final ReentrantLock admission = new ReentrantLock();
    private boolean closed;

    /**
     * @param engine what operations work with
     * @param services tells when services come and go
     */
    public OperationCatalog(Engine engine, Leases services) {
        this.engine = engine;
        this.services = services;
        this.continuation = new Continuation(engine, this);
        this.recovery = new Recovery(engine, services, running::containsKey, continuation);
        this.archive = new OperationArchive(engine.journals());
    }

    /** Begins to look after what earlier lives of the runtime have left. */
    public void recover() {
        recovery.start();
    }

    /**
     * Begins an operation.
     *
     * @throws RedoubtException if it is refused; then nothing has been changed
     */
    public OperationHandle start(Caller caller, OperationRequest request) throws RedoubtException {
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
        admit(Optional.empty());
        return begin(checked(preparer(caller).prepare(request)));
    }

    private OperationHandle begin(OperationRun run) throws RedoubtException {
        try {
            admit(Optional.of(run));
        } catch (RedoubtException refused) {
            run.spec().close();
            throw refused;
        }
        try {
            run.record();
            run.start(this::ended);
        } catch (RedoubtException | RuntimeException | Error notBegun) {
            running.remove(run.id());
            run.spec().close();
            throw notBegun;
        }
        return run;
    }

    /**
     * Goes on with an operation that was interrupted, failed or was cancelled.
     *
     * @throws RedoubtException of kind {@code CONFLICT} if it cannot be gone on with, or as the operation itself would be refused
     */
    public OperationHandle resume(ProjectId project, OperationId id) throws RedoubtException {
        OperationView view = show(project, id);
        Claims.Claim claim = recovery.claim(view.id());
        try {
            refuseRunning(view, "Follow it with \"operations\".");
            OpenOperation open = recovery.take(view.id());
            try {
                // It turned out meanwhile that it had come to its end: just what was asked for.
                boolean ended = view.state() == OperationState.INTERRUPTED && open.state() == OperationState.SUCCEEDED;
                return ended ? open : goOn(open);
            } finally {
                recovery.letGo(open);
            }
        } finally {
            claim.close();
        }
    }

    /** The same for who has claimed it. */
    OperationHandle goOn(OpenOperation open) throws RedoubtException {
        OperationView view = open.view();
        if (view.state() == OperationState.SUCCEEDED || view.state() == OperationState.UNDONE) {
            throw conflict(view, "is " + view.state().word() + ", so there is nothing to go on with", "Begin another one.");
        }
        if (!open.takeBack()) {
            throw conflict(view, "has steps that could not be taken back yet: " + open.steps().getFirst() + ": " + open.steps().getFirst().reason(),
                    "Mend that first; they are tried again and again.");
        }
        if (continuation.cameToItsEnd(open)) {
            recovery.release(open);
            return open;
        }
        admit(Optional.empty());
        Preparer preparer = new Preparer(engine, open.recorded().header().caller(), running::containsKey, view.id(), open.earlier());
        OperationHandle handle = begin(checked(preparer.prepare(open.recorded().header().request())));
        recovery.release(open);
        return handle;
    }

    /**
     * Takes back what an operation has left, or what a restore has made.
     *
     * @throws RedoubtException of kind {@code CONFLICT} if there is nothing to take back
     */
    public OperationHandle undo(ProjectId project, OperationId id) throws RedoubtException {
        OperationView view = show(project, id);
        Claims.Claim claim = recovery.claim(view.id());
        boolean begun = false;
        try {
            refuseRunning(view, "Cancel it: then all that it did is taken back.");
            OpenOperation open = recovery.take(view.id());
            if (!open.canBeUndone()) {
                recovery.letGo(open);
                throw conflict(view, "has left nothing that could be taken back", "Nothing has to be done.");
            }
            open.undoAll();
            Thread.ofPlatform().name("redoubt-undo-" + view.id()).start(() -> {
                try {
                    recovery.settle(open);
                } finally {
                    claim.close();
                }
            });
            begun = true;
            return open;
        } finally {
            if (!begun) {
                claim.close();
            }
        }
    }

    private void refuseRunning(OperationView view, String hint) throws RedoubtException {
        if (running.containsKey(view.id())) {
            throw conflict(view, "is running", hint);
        }
    }

    private static RedoubtException conflict(OperationView view, String what, String hint) {
        return new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The " + view.type().word() + " " + view.id() + " " + what + ".").hint(hint));
    }

    /** The steps of an operation that are still to be taken back. */
    public List<OpenStep> steps(ProjectId project, OperationId id) throws RedoubtException {
        OperationView view = show(project, id);
        OperationRun run = running.get(view.id());
        if (run != null) {
            return run.steps();
        }
        Optional<OpenOperation> known = recovery.find(view.id());
        if (known.isPresent() || view.openUndoSteps() == 0) {
            return known.map(OpenOperation::steps).orElse(List.of());
        }
        Claims.Claim claim = recovery.claim(view.id());
        try {
            return recovery.take(view.id()).steps();
        } finally {
            claim.close();
        }
    }

    /** What an operation that runs waits for now, in sentences; empty if it does not run. */
    public List<String> waits(OperationId id) {
        return Optional.ofNullable(running.get(id)).map(OperationRun::waits).orElse(List.of());
    }

    /** The operations that use a bundle as their plugin, the oldest first. */
    public List<OperationView> users(long bundleId) {
        return running.values().stream().filter(run -> run.spec().leases().stream().anyMatch(lease -> lease.id().bundleId() == bundleId))
                .map(OperationRun::view).sorted(Comparator.comparing(OperationView::startedAt)).toList();
    }

    private void ended(OperationRun run) {
        running.remove(run.id());
        services.change();
        if (ends.incrementAndGet() % PRUNED_EVERY == 0) {
            archive.prune();
        }
    }

    /** Under one lock with {@link #close}: no operation begins behind its back, and none on what another one deletes. */
    private void admit(Optional<OperationRun> next) throws RedoubtException {
        admission.lock();
        try {
            if (closed) {
                throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The runtime is stopping and takes no more operations.")
                        .hint("Start it again first."));
            }
            if (next.isPresent()) {
                for (OperationRun other : running.values()) {
                    refuseConflict(next.get().spec(), other.spec());
                }
                running.put(next.get().id(), next.get());
            }
        } finally {
            admission.unlock();
        }
    }

    private static void refuseConflict(OperationSpec next, OperationSpec other) throws RedoubtException {
        boolean deletes = next.work().type() == OperationType.DELETE || other.work().type() == OperationType.DELETE;
        if (deletes && next.work().checkpoint().id().equals(other.work().checkpoint().id())) {
            throw new RefusedException(List.of(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + next.work().checkpoint().id() + " is in use by the "
                    + other.work().type().word() + " " + other.id() + ".").hint("Wait for that operation, or cancel it.")));
        }
    }

    private Preparer preparer(Caller caller) throws RedoubtException {
        return new Preparer(engine, caller, running::containsKey);
    }

    private OperationRun checked(OperationSpec spec) throws RedoubtException {
        boolean accepted = false;
        try {
            OperationRun run = new OperationRun(engine, spec);
            List<Problem> problems = run.preflight().problems();
            if (!problems.isEmpty()) {
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
    public List<Problem> check(Caller caller, OperationRequest request) throws RedoubtException {
        try (OperationSpec spec = preparer(caller).prepare(request)) {
            return new OperationRun(engine, spec).preflight().problems();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    /** Everything that makes a request unsound by itself: unknown resources, missing plugins, wrong parameters. Asks no plugin for its state. */
    public List<Problem> soundness(Caller caller, OperationRequest request) throws RedoubtException {
        try {
            preparer(caller).prepare(request).close();
            return List.of();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    /** What an operation would do. */
    public OperationPlan plan(Caller caller, OperationRequest request) throws RedoubtException {
        try (OperationSpec spec = preparer(caller).prepare(request)) {
            return PlannedOperation.of(spec, new OperationRun(engine, spec).preflight().actions());
        }
    }

    /** The operations of a project, the newest first. */
    public List<OperationView> list(ProjectId project, boolean openOnly, int limit) throws RedoubtException {
        recovery.awaitLooked();
        List<OperationView> views = new ArrayList<>(running.values().stream()
                .filter(run -> run.spec().caller().project().equals(project)).map(OperationRun::view).toList());
        recovery.all().stream().filter(open -> !running.containsKey(open.id())).forEach(open -> views.add(open.view()));
        // One that ended in between is in both.
        Set<OperationId> known = views.stream().map(OperationView::id).collect(Collectors.toSet());
        views.addAll(archive.list(openOnly, view -> !known.contains(view.id())));
        return views.stream().filter(view -> view.project().equals(project))
                .filter(view -> !openOnly || !view.state().ended() || view.state() == OperationState.INTERRUPTED || view.openUndoSteps() > 0)
                .sorted(Comparator.comparing((OperationView view) -> view.id().value()).reversed()).limit(limit).toList();
    }

    /** One operation of a project, by its id or so many of its characters that only one fits. */
    public OperationView show(ProjectId project, OperationId id) throws RedoubtException {
        recovery.awaitLooked();
        Optional<OperationView> exact = Optional.ofNullable(running.get(id)).map(OperationRun::view);
        exact = exact.isPresent() ? exact : recovery.find(id).map(OpenOperation::view);
        exact = exact.isPresent() ? exact : archive.find(id);
        if (exact.filter(view -> view.project().equals(project)).isPresent()) {
            return exact.get();
        }
        List<OperationView> fitting = list(project, false, Integer.MAX_VALUE).stream()
                .filter(view -> view.id().value().startsWith(id.value()) || view.id().value().endsWith(id.value())).toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        if (fitting.isEmpty() || id.value().isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no operation " + id + ".").hint("List them with \"operations\"."));
        }
        throw new RedoubtException(Problem.of(ProblemKind.INVALID, "Several operations fit \"" + id + "\".").hint("Give more of its characters."));
    }

    /** Whether an operation that was interrupted will be gone on with, nobody saying so. */
    public boolean goesOn(OperationId id) {
        return recovery.goesOn(id);
    }

    /** Whether an operation runs. */
    public boolean isRunning(OperationId id) {
        return running.containsKey(id);
    }

    /** The handle of an operation that runs. */
    public Optional<OperationHandle> handle(ProjectId project, OperationId id) {
        return Optional.ofNullable(running.get(id)).filter(run -> run.spec().caller().project().equals(project)).map(run -> run);
    }

    /** The timeline of an operation. */
    public List<TimelineEntry> timeline(ProjectId project, OperationId id) throws RedoubtException {
        OperationView view = show(project, id);
        OperationRun run = running.get(view.id());
        return run != null ? run.timeline() : archive.timeline(view);
    }

    /** Cancels everything that runs, and waits until it has been taken back. */
    @Override
    public void close() {
        admission.lock();
        try {
            closed = true;
        } finally {
            admission.unlock();
        }
        recovery.close();
        running.values().forEach(run -> run.cancel("The runtime is stopping."));
        running.values().forEach(run -> run.done().toCompletableFuture().join());
    }
}
