package org.redoubt.engine.collection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.CollectRequest;
import org.redoubt.api.service.Collection;
import org.redoubt.engine.operation.CheckpointFinder;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.provider.ProviderLease;

/** Collects banks, each by one collection of this runtime at a time, on a thread of its own. Thread-safe. */
public final class BankCollections implements AutoCloseable {
    /** What a collection does when it is stopped is one call of the bank or two. */
    private static final Duration PARTING = Duration.ofSeconds(10);

    private final Engine engine;
    private final OperationCatalog operations;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Thread> running = new HashMap<>();
    private boolean closed;

    /**
     * @param engine what collections work with
     * @param operations what purges checkpoints
     */
    public BankCollections(Engine engine, OperationCatalog operations) {
        this.engine = engine;
        this.operations = operations;
    }

    /**
     * Collects the bank of a provider, and waits until that has ended.
     *
     * @throws RedoubtException as the front door says
     */
    public Collection collect(Caller caller, CollectRequest request, CollectListener listener) throws RedoubtException {
        try (ProviderLease provider = new CheckpointFinder(engine).lease(request.provider())) {
            Relay relay = new Relay(listener);
            FutureTask<Collection> task = new FutureTask<>(new CollectionRun(engine, operations, caller, request, relay, provider)::run) {
                @Override
                protected void done() {
                    relay.end();
                }
            };
            Thread thread = Thread.ofPlatform().daemon().name("redoubt-collect").unstarted(task);
            begin(provider.bankId(), thread);
            try {
                thread.start();
                return await(task, relay, thread);
            } finally {
                end(provider.bankId());
            }
        }
    }

    private void begin(String bank, Thread thread) throws RedoubtException {
        lock.lock();
        try {
            if (closed) {
                throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The runtime is stopping and takes no more operations.")
                        .hint("Start it again first."));
            }
            if (running.putIfAbsent(bank, thread) != null) {
                throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The bank is being collected already.").hint("Wait for that collection."));
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(String bank) {
        lock.lock();
        try {
            running.remove(bank);
        } finally {
            lock.unlock();
        }
    }

    private static Collection await(FutureTask<Collection> task, Relay relay, Thread thread) throws RedoubtException {
        try {
            relay.listen();
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedoubtException failed) {
                throw failed;
            }
            throw new RedoubtException(Problem.of(ProblemKind.INTERNAL, e.getCause()), e.getCause());
        } catch (InterruptedException stop) {
            thread.interrupt();
            join(thread);
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    /** It uses the bank until it has ended, so that is waited for whatever happens. */
    private static void join(Thread thread) {
        boolean joined = false;
        while (!joined) {
            try {
                thread.join();
                joined = true;
            } catch (InterruptedException again) {
                thread.interrupt();
            }
        }
    }

    static RedoubtException stopped() {
        return new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The collection was stopped; the next one goes on.").hint("Collect again."));
    }

    /** Takes no more collections, and lets go on those that run. */
    public void refuse() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Stops all collections, which a later one repeats, and takes no more. */
    @Override
    public void close() {
        refuse();
        Map<String, Thread> now;
        lock.lock();
        try {
            now = Map.copyOf(running);
        } finally {
            lock.unlock();
        }
        now.values().forEach(Thread::interrupt);
        try {
            for (Thread thread : now.values()) {
                thread.join(PARTING);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
