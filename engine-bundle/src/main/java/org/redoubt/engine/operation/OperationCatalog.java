package org.redoubt.engine.operation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.operation.Complaint.About;
import org.redoubt.engine.undo.Heir;
import org.redoubt.engine.undo.OpenStep;

/** All operations, as one: those that are asked for, that run, that were left open, and that have ended. Thread-safe. */
public final class OperationCatalog implements AutoCloseable {
    private static final int PRUNED_EVERY = 100;

    private final Leases services;
    private final OperationArchive archive;
    private final RunningOperations running;
    private final Requests requests;
    private final OpenOperations open;
    private final OperationList list;
    private final KeyedRequests keyed;
    private final AtomicLong ends = new AtomicLong();

    /**
     * @param engine what operations work with
     * @param services tells when services come and go
     */
    public OperationCatalog(Engine engine, Leases services) {
        this(engine, services, (seen, longest) -> services.awaitChange(seen, longest.toNanos()) > 0);
    }

    /** With another time between two looks at what is left open. */
    OperationCatalog(Engine engine, Leases services, Lull lull) {
        this.services = services;
        this.archive = new OperationArchive(engine.journals());
        this.running = new RunningOperations(this::ended, this::heir);
        this.requests = new Requests(engine, running);
        this.open = new OpenOperations(engine, services, lull, running, requests);
        this.list = new OperationList(running, open.recovery(), archive);
        this.keyed = new KeyedRequests(requests, archive, list);
    }

    private void ended() {
        services.change();
        if (ends.incrementAndGet() % PRUNED_EVERY == 0) {
            archive.prune();
        }
    }

    private Heir heir(OperationId id) {
        return open.recovery().heir(id);
    }

    /** Begins to look after what earlier lives of the runtime have left. */
    public void recover() {
        open.recovery().start();
    }

    /**
     * Begins an operation, or finds the one that was begun by the same request with the same key.
     *
     * @throws RedoubtException if it is refused; then nothing has been changed
     */
    public OperationHandle start(Caller caller, OperationRequest request) throws RedoubtException {
        Optional<String> key = request.options().idempotencyKey();
        return key.isPresent() ? keyed.start(caller, request, key.get()) : requests.start(caller, request);
    }

    /** Every problem that keeps an operation from being started now. */
    public List<Problem> check(Caller caller, OperationRequest request) throws RedoubtException {
        return requests.check(caller, request);
    }

    /** Everything that makes a request unsound by itself: unknown resources, missing plugins, wrong parameters. Asks no plugin for its state. */
    public List<Problem> soundness(Caller caller, OperationRequest request) throws RedoubtException {
        return requests.soundness(caller, request);
    }

    /** What an operation would do. */
    public OperationPlan plan(Caller caller, OperationRequest request) throws RedoubtException {
        return requests.plan(caller, request);
    }

    /**
     * Goes on with an operation that was interrupted, failed or was cancelled.
     *
     * @throws RedoubtException of kind {@code CONFLICT} if it cannot be gone on with, or as the operation itself would be refused
     */
    public OperationHandle resume(ProjectId project, OperationId id) throws RedoubtException {
        return open.resume(show(project, id));
    }

    /**
     * Takes back what an operation has left, or what a restore has made.
     *
     * @throws RedoubtException of kind {@code CONFLICT} if there is nothing to take back
     */
    public OperationHandle undo(ProjectId project, OperationId id) throws RedoubtException {
        return open.undo(show(project, id));
    }

    /** The steps of an operation that are still to be taken back. */
    public List<OpenStep> steps(ProjectId project, OperationId id) throws RedoubtException {
        return open.steps(show(project, id));
    }

    /** Whether an operation that has ended otherwise than well can be gone on with, as far as is known before that is tried. */
    public boolean isResumable(OperationView view) throws RedoubtException {
        return switch (view.state()) {
            case FAILED, INTERRUPTED, CANCELLED -> !archive.isGivenUp(view.id());
            default -> false;
        };
    }

    /** Whether an operation that was interrupted will be gone on with, nobody saying so. */
    public boolean goesOn(OperationId id) {
        return open.goesOn(id);
    }

    /** The operations of a project, the newest first. */
    public List<OperationView> list(ProjectId project, boolean openOnly, int limit) throws RedoubtException {
        return list.list(project, openOnly, limit);
    }

    /** One operation of a project, by its id or so many of its characters that only one fits. */
    public OperationView show(ProjectId project, OperationId id) throws RedoubtException {
        return list.show(project, id);
    }

    /** The timeline of an operation. */
    public List<TimelineEntry> timeline(ProjectId project, OperationId id) throws RedoubtException {
        return list.timeline(project, id);
    }

    /** The problems of an operation, but for those that only say which steps are left. */
    public List<Problem> causes(OperationView view) {
        return view instanceof OperationSnapshot known ? Complaint.problems(Complaint.without(About.STEPS, known.complaints())) : view.problems();
    }

    /** Whether an operation runs. */
    public boolean isRunning(OperationId id) {
        return running.contains(id);
    }

    /** The handle of an operation that runs. */
    public Optional<OperationHandle> handle(ProjectId project, OperationId id) {
        return running.find(id).filter(run -> run.spec().caller().project().equals(project)).map(run -> run);
    }

    /** What an operation that runs, or is to be settled, waits for now, in sentences. */
    public List<String> waits(OperationId id) {
        return running.find(id).map(OperationRun::waits).orElseGet(() -> open.waits(id));
    }

    /** The operations that use a bundle as their plugin, the oldest first. */
    public List<OperationView> users(long bundleId) {
        return running.users(bundleId);
    }

    /** Cancels everything that runs, and waits until it has been taken back. */
    @Override
    public void close() {
        // First, as something may be frozen for one that runs.
        running.close();
        open.recovery().close();
        running.awaitEnd();
    }
}
