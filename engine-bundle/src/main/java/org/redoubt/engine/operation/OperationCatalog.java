package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.api.service.RefusedException;

/** All operations: those that run, and those that have ended. Thread-safe. */
public final class OperationCatalog implements AutoCloseable {
    private final Engine engine;
    private final OperationArchive archive;
    private final Map<OperationId, OperationRun> running = new ConcurrentHashMap<>();
    private final Map<String, OperationId> byKey = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param engine what operations work with
     */
    public OperationCatalog(Engine engine) {
        this.engine = engine;
        this.archive = new OperationArchive(engine.home().operations());
    }

    /**
     * Begins an operation.
     *
     * @throws RedoubtException if it is refused; then nothing has been changed
     */
    public OperationHandle start(Caller caller, OperationRequest request) throws RedoubtException {
        refuseWhenClosed();
        Optional<String> key = request.options().idempotencyKey().map(text -> caller.project() + "/" + request.type().word() + "/" + text);
        Optional<OperationHandle> same = key.map(byKey::get).flatMap(id -> handle(caller.project(), id));
        if (same.isPresent()) {
            return same.get();
        }
        OperationRun run = checked(caller, request);
        key.ifPresent(text -> byKey.put(text, run.id()));
        running.put(run.id(), run);
        run.start(ended -> {
            archive.keep(ended.view(), ended.timeline());
            running.remove(ended.id());
            byKey.values().remove(ended.id());
        });
        return run;
    }

    private void refuseWhenClosed() throws RedoubtException {
        if (closed) {
            throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The runtime is stopping and takes no more operations.")
                    .hint("Start it again first."));
        }
    }

    private OperationRun checked(Caller caller, OperationRequest request) throws RedoubtException {
        OperationSpec spec = new Preparer(engine, caller).prepare(request);
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
        try (OperationSpec spec = new Preparer(engine, caller).prepare(request)) {
            return new OperationRun(engine, spec).preflight().problems();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    /** Everything that makes a request unsound by itself: unknown resources, missing plugins, wrong parameters. Asks no plugin for its state. */
    public List<Problem> soundness(Caller caller, OperationRequest request) throws RedoubtException {
        try {
            new Preparer(engine, caller).prepare(request).close();
            return List.of();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    /** What an operation would do. */
    public OperationPlan plan(Caller caller, OperationRequest request) throws RedoubtException {
        try (OperationSpec spec = new Preparer(engine, caller).prepare(request)) {
            return PlannedOperation.of(spec, new OperationRun(engine, spec).preflight().actions());
        }
    }

    /** The operations of a project, the newest first. */
    public List<OperationView> list(ProjectId project, boolean openOnly, int limit) throws RedoubtException {
        List<OperationView> views = new ArrayList<>(running.values().stream().map(OperationRun::view).toList());
        // One that ended in between is in both.
        views.addAll(archive.list(view -> !running.containsKey(view.id())));
        return views.stream().filter(view -> view.project().equals(project))
                .filter(view -> !openOnly || !view.state().ended() || view.openUndoSteps() > 0)
                .sorted(Comparator.comparing((OperationView view) -> view.id().value()).reversed()).limit(limit).toList();
    }

    /** One operation of a project, by its id or so many of its characters that only one fits. */
    public OperationView show(ProjectId project, OperationId id) throws RedoubtException {
        List<OperationView> fitting = list(project, false, Integer.MAX_VALUE).stream()
                .filter(view -> view.id().equals(id) || view.id().value().startsWith(id.value()) || view.id().value().endsWith(id.value())).toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        if (fitting.isEmpty() || id.value().isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no operation " + id + ".").hint("List them with \"operations\"."));
        }
        throw new RedoubtException(Problem.of(ProblemKind.INVALID, "Several operations fit \"" + id + "\".").hint("Give more of its characters."));
    }

    /** The handle of an operation that runs. */
    public Optional<OperationHandle> handle(ProjectId project, OperationId id) {
        return Optional.<OperationHandle>ofNullable(running.get(id)).filter(handle -> handle.view().project().equals(project));
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
        closed = true;
        running.values().forEach(run -> run.cancel("The runtime is stopping."));
        running.values().forEach(run -> run.done().toCompletableFuture().join());
    }
}
