package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationView;
import org.redoubt.engine.undo.Heir;

/** The operations that run in this process, and which may join them. Thread-safe. */
final class RunningOperations {
    /** How long one that is about to end is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Runnable ended;
    private final Function<OperationId, Heir> heirs;
    private final Map<OperationId, OperationRun> running = new ConcurrentHashMap<>();
    private final Map<OperationId, Use> undone = new ConcurrentHashMap<>();
    /** Those that have ended, and of which something may still appear late that is to go then. */
    private final Map<OperationId, Use> late = new ConcurrentHashMap<>();
    private final ReentrantLock admission = new ReentrantLock();
    private boolean closed;

    /**
     * @param ended told whenever one has ended
     * @param heirs who looks after the steps of one that has ended
     */
    RunningOperations(Runnable ended, Function<OperationId, Heir> heirs) {
        this.ended = ended;
        this.heirs = heirs;
    }

    /**
     * Begins to run an operation.
     *
     * @throws RedoubtException if it is refused, or cannot be recorded; then it has given back all that it leased
     */
    OperationHandle begin(OperationRun run) throws RedoubtException {
        try {
            admit(run.id(), new OperationUse(run.spec()), () -> running.put(run.id(), run));
        } catch (RedoubtException refused) {
            run.giveBack();
            throw refused;
        }
        try {
            run.spec().work().confirm();
            run.record();
            run.start(this::ended, heirs.apply(run.id()));
        } catch (RedoubtException | RuntimeException | Error notBegun) {
            running.remove(run.id());
            run.giveBack();
            throw notBegun;
        }
        return run;
    }

    private void ended(OperationRun run) {
        if (run.leavesLate()) {
            late.put(run.id(), new UndoUse(run.id(), run.spec().header(), run.spec().graph()));
        }
        running.remove(run.id());
        ended.run();
    }

    /** Nothing that an operation has made is left to go. */
    void tookBack(OperationId id) {
        late.remove(id);
    }

    /**
     * Keeps others from what is used while an operation is taken back that nobody runs.
     *
     * @return ends that
     * @throws RedoubtException if somebody uses that now
     */
    Runnable takeBack(OpenOperation operation) throws RedoubtException {
        Use use = new UndoUse(operation.id(), operation.recorded().header(), operation.recorded().graph());
        admit(operation.id(), use, () -> undone.put(operation.id(), use));
        return () -> undone.remove(operation.id(), use);
    }

    /** Nobody is refused for the sake of one that has done all its work, and is only about to end. */
    private void admit(OperationId id, Use next, Runnable admitted) throws RedoubtException {
        for (Optional<OperationRun> blocks = tryAdmit(id, next, admitted); blocks.isPresent(); blocks = tryAdmit(id, next, admitted)) {
            if (!blocks.get().isSettling() || !ends(blocks.get())) {
                throw Preparation.refused(new Conflicts(next, new OperationUse(blocks.get().spec())).first().orElseThrow());
            }
        }
    }

    /** Under one lock with {@link #close}: no operation begins behind its back, and none on what another one changes, which is answered. */
    private Optional<OperationRun> tryAdmit(OperationId id, Use next, Runnable admitted) throws RedoubtException {
        admission.lock();
        try {
            demandOpen();
            Optional<Problem> taken = undone.values().stream().flatMap(other -> new Conflicts(next, other).first().stream()).findFirst();
            if (taken.isPresent()) {
                throw Preparation.refused(taken.get());
            }
            Optional<Problem> due = late(id, next);
            if (due.isPresent()) {
                throw Preparation.refused(due.get());
            }
            Optional<OperationRun> blocks = running.values().stream()
                    .filter(other -> new Conflicts(next, new OperationUse(other.spec())).first().isPresent()).findFirst();
            if (blocks.isEmpty()) {
                admitted.run();
            }
            return blocks;
        } finally {
            admission.unlock();
        }
    }

    /** What is restored to where something may appear late would go with that; to read it is harmless. */
    private Optional<Problem> late(OperationId id, Use next) {
        if (!next.writesResources() && next.targets().isEmpty()) {
            return Optional.empty();
        }
        return late.entrySet().stream().filter(entry -> !entry.getKey().equals(id))
                .flatMap(entry -> new Conflicts(next, entry.getValue()).first().stream().map(problem -> problem.hint("One of its hooks was given up and may "
                        + "still make something there. Wait for its end, or take back what there is: `redoubt undo " + entry.getKey() + "`.")))
                .findFirst();
    }

    private static boolean ends(OperationRun other) throws RedoubtException {
        try {
            other.done().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException never) {
            throw new RedoubtException(RunEnd.internal(never.getCause()), never);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The request was interrupted before the operation began."), e);
        }
    }

    /** Refuses if no more operations are taken. */
    void demandOpen() throws RedoubtException {
        admission.lock();
        try {
            if (closed) {
                throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The runtime is stopping and takes no more operations.")
                        .hint("Start it again first."));
            }
        } finally {
            admission.unlock();
        }
    }

    boolean contains(OperationId id) {
        return running.containsKey(id);
    }

    Optional<OperationRun> find(OperationId id) {
        return Optional.ofNullable(running.get(id));
    }

    List<OperationRun> all() {
        return List.copyOf(running.values());
    }

    /** Those that use a bundle as their plugin, the oldest first. */
    List<OperationView> users(long bundleId) {
        return running.values().stream().filter(run -> run.spec().leases().stream().anyMatch(lease -> lease.id().bundleId() == bundleId))
                .map(OperationRun::view).sorted(Comparator.comparing(OperationView::startedAt)).toList();
    }

    /** Takes no more operations, and asks those that run to stop. */
    void close() {
        admission.lock();
        try {
            closed = true;
        } finally {
            admission.unlock();
        }
        running.values().forEach(run -> run.cancel("The runtime is stopping."));
    }

    /** Waits until all have ended and been taken back. */
    void awaitEnd() {
        running.values().forEach(run -> run.done().toCompletableFuture().join());
    }
}
