package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.journal.RecordedOperation;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.undo.Heir;
import org.redoubt.engine.undo.OpenStep;

/**
 * Looks after the operations that the journal holds as open and that nobody runs: at the start of the runtime, whenever a service
 * comes or goes, and again and again with growing pauses. Takes back what they have left, and has those gone on with that need
 * nobody's word. Thread-safe.
 */
final class Recovery implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(20);
    private static final Duration PARTING = Duration.ofSeconds(10);

    private final Engine engine;
    private final Leases services;
    private final Lull lull;
    private final RunningOperations running;
    private final Continuation continuation;
    private final Map<OperationId, OpenOperation> open = new ConcurrentHashMap<>();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Claims claims = new Claims();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param engine what operations work with
     * @param services tells when services come and go
     * @param lull the time between two looks
     * @param running the operations that are run in this process
     * @param continuation says what becomes of an operation of which nothing is left to take back
     */
    Recovery(Engine engine, Leases services, Lull lull, RunningOperations running, Continuation continuation) {
        this.engine = engine;
        this.services = services;
        this.lull = lull;
        this.running = running;
        this.continuation = continuation;
        this.thread = Thread.ofPlatform().daemon().name("redoubt-recovery").unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /**
     * Waits until it is known what earlier lives of the runtime have left, so that nobody is told that it still runs; not for ever,
     * and not without a journal, as that may never come.
     *
     * @throws RedoubtException if the journal cannot be read now
     */
    void awaitLooked() throws RedoubtException {
        if (thread.getState() == Thread.State.NEW || looked.getCount() == 0 || Thread.currentThread() == thread) {
            return;
        }
        try {
            if (isReadable()) {
                services.change();
                looked.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReadable() throws RedoubtException {
        Lease<Journal> journal;
        try {
            journal = engine.journals().lease();
        } catch (RedoubtException withoutJournal) {
            LOG.log(Level.DEBUG, "Nothing is known of earlier operations: {0}", withoutJournal.getMessage());
            return false;
        }
        try (journal) {
            journal.service().list(true, 1);
            return true;
        }
    }

    /** An operation that is looked after. */
    Optional<OpenOperation> find(OperationId id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Whether an operation will be gone on with, nobody saying so. */
    boolean goesOn(OperationId id) {
        return find(id).filter(Continuation::goesOnByItself).isPresent();
    }

    /** All operations that are looked after. */
    List<OpenOperation> all() {
        return List.copyOf(open.values());
    }

    /**
     * Waits until nobody else is at work on an operation, and keeps everybody else from it until the claim is closed.
     *
     * @throws RedoubtException of kind {@code CANCELLED} if the thread is interrupted meanwhile
     */
    Claims.Claim claim(OperationId id) throws RedoubtException {
        return claims.claim(id);
    }

    /**
     * An operation that has ended, for who has claimed it.
     *
     * @throws RedoubtException if the journal has none, or cannot be read
     */
    OpenOperation take(OperationId id) throws RedoubtException {
        Optional<OpenOperation> known = find(id);
        return known.isPresent() ? known.get() : read(id);
    }

    private OpenOperation read(OperationId id) throws RedoubtException {
        OpenOperation fresh = new OpenOperation(engine, RecordedOperation.read(engine.journals().occasional(), id));
        open.put(id, fresh);
        return fresh;
    }

    /** Stops looking after an operation, as somebody goes on with it, or nothing is to be done. */
    void release(OpenOperation operation) {
        if (open.remove(operation.id(), operation)) {
            operation.close();
        }
    }

    /** Goes on looking after an operation that was claimed, if anything of it is still to be done. */
    void letGo(OpenOperation operation) {
        if (!operation.isOpen()) {
            release(operation);
        }
    }

    /** Looks after the steps of an operation from its end on. */
    Heir heir(OperationId id) {
        return new Heir() {
            @Override
            public void returned() {
                services.change();
            }

            @Override
            public void unwanted(OpenStep step) {
                engine.journals().occasional().record(List.of(new JournalChange.StepClosed(id, step.key())));
            }
        };
    }

    private void loop() {
        Duration pause = SHORTEST;
        while (!closed) {
            long seen = services.generation();
            boolean settled = round();
            try {
                boolean changed = lull.await(seen, settled ? LONGEST : pause);
                pause = changed || settled ? SHORTEST : min(pause.multipliedBy(2), LONGEST);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Takes back what is due of an operation that was claimed, and lets it go if nothing is left, for now if something is. */
    void settle(OpenOperation operation) {
        look(operation);
        release(operation);
        services.change();
    }

    /** Whether nothing is left to be done. */
    private boolean round() {
        boolean settled = true;
        try {
            settled = discover();
            looked.countDown();
        } catch (RedoubtException | RuntimeException unreadable) {
            LOG.log(Level.DEBUG, "The journal cannot be looked through now: {0}", unreadable.getMessage());
            settled = false;
        }
        for (OpenOperation operation : all()) {
            if (closed) {
                return false;
            }
            Optional<Claims.Claim> claim = claims.tryClaim(operation.id());
            settled &= claim.isPresent();
            if (claim.isPresent()) {
                try {
                    settled &= find(operation.id()).filter(operation::equals).isEmpty() || look(operation);
                } finally {
                    claim.get().close();
                }
            }
        }
        return settled;
    }

    /** For who has claimed it. */
    private boolean look(OpenOperation operation) {
        try {
            boolean takenBack = operation.takeBack();
            if (operation.steps().stream().allMatch(OpenStep::isTransient)) {
                running.tookBack(operation.id());
            }
            if (!takenBack || !operation.isRecorded()) {
                return false;
            }
            if (continuation.settles(operation) && !operation.isOpen()) {
                release(operation);
            }
            operation.obstacle(Optional.empty());
            return true;
        } catch (RedoubtException notNow) {
            operation.obstacle(Optional.of(notNow.problem()));
            LOG.log(Level.INFO, "Operation {0} waits: {1}", operation.id(), notNow.getMessage());
            return false;
        } catch (RuntimeException broken) {
            LOG.log(Level.ERROR, "Looking after operation " + operation.id() + " failed.", broken);
            return false;
        }
    }

    /** Finds what an earlier life of the runtime, or an operation that has just ended, left open; false if somebody else is at work on some of it. */
    private boolean discover() throws RedoubtException {
        List<OperationId> found = new ArrayList<>();
        try (Lease<Journal> journal = engine.journals().lease()) {
            for (JournalEntry entry : journal.service().list(true, Integer.MAX_VALUE)) {
                if (!running.contains(entry.operation()) && !open.containsKey(entry.operation())) {
                    found.add(entry.operation());
                }
            }
        }
        boolean all = true;
        for (OperationId id : found) {
            Optional<Claims.Claim> claim = claims.tryClaim(id);
            all &= claim.isPresent();
            if (claim.isPresent()) {
                try {
                    lookAfter(id);
                    // What one has frozen must not wait until all is done for those before it.
                    find(id).ifPresent(OpenOperation::beginUrgent);
                } finally {
                    claim.get().close();
                }
            }
        }
        return all;
    }

    private void lookAfter(OperationId id) {
        if (running.contains(id) || open.containsKey(id)) {
            return;
        }
        try {
            OpenOperation operation = read(id);
            operation.settle();
            LOG.log(operation.steps().isEmpty() ? Level.INFO : Level.WARNING, "Operation {0} is {1}, with {2} step(s) to be taken back.", id, operation.state().word(), operation.steps().size());
        } catch (RedoubtException unreadable) {
            LOG.log(Level.WARNING, "Operation {0} cannot be looked after: {1}", id, unreadable.getMessage());
        }
    }

    /** Stops looking, and waits a moment for what is being taken back; the rest is left to the next start. */
    @Override
    public void close() {
        closed = true;
        looked.countDown();
        long end = System.nanoTime() + PARTING.toNanos();
        try {
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(PARTING);
            }
            for (OpenOperation operation : all()) {
                Optional<Claims.Claim> claim = claims.tryClaim(operation.id(), Duration.ofNanos(end - System.nanoTime()));
                if (claim.isPresent()) {
                    release(operation);
                    claim.get().close();
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
