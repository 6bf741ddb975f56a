package org.redoubt.engine.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.LeaseTimes;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;
import org.redoubt.engine.lease.Shutdown;
import org.redoubt.testkit.journal.MemoryJournal;

class SteadyJournalTest {
    private static final OperationId OPERATION = new OperationId("op");
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Leases leases = new Leases(new Shutdown(), new LeaseTimes(Duration.ZERO, LONG));
    private final LeasePool<Journal> pool = leases.pool();
    private final Journal store = new MemoryJournal();

    @Test
    void givenAJournalThatIsUpdated_thenWhatIsRecordedMeanwhileWaitsForTheNextAndIsThere() throws Exception {
        add(1);
        try (SteadyJournal steady = new SteadyJournal(this::present, comeback(LONG))) {
            get(steady.record(List.of(new JournalChange.OperationChanged(OPERATION, true, JsonObject.empty()))).toCompletableFuture());
            pool.remove(1);
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
                steady.record(List.of(new JournalChange.StepOpened(OPERATION, 1, JsonObject.empty()))).toCompletableFuture().join();
                return true;
            });
            add(2);
            assertTrue(get(waiting));
            assertEquals(List.of(1L), List.copyOf(steady.steps(OPERATION).keySet()));
        }
        assertEquals(List.of(0), pool.list().stream().map(Listed::leases).toList(), "nothing is leased any more");
    }

    @Test
    void givenAJournalThatDoesNotComeBackInTime_thenACallFailsWithTheReasonAndALaterOneSucceeds() throws Exception {
        add(1);
        try (SteadyJournal steady = new SteadyJournal(this::present, comeback(Duration.ofMillis(1)))) {
            pool.remove(1);
            CompletableFuture<Void> refused = steady.record(List.of()).toCompletableFuture();
            ExecutionException thrown = assertThrows(ExecutionException.class, () -> get(refused));
            assertEquals(ProblemKind.UNAVAILABLE, ((RedoubtException) thrown.getCause()).kind());
            assertEquals(ProblemKind.UNAVAILABLE, assertThrows(RedoubtException.class, () -> steady.find(OPERATION)).kind());
            add(2);
            get(steady.record(List.of(new JournalChange.OperationChanged(OPERATION, true, JsonObject.empty()))).toCompletableFuture());
            assertTrue(steady.find(OPERATION).isPresent());
        }
    }

    @Test
    void givenNoJournalAtAll_thenThereIsNoLease() {
        assertThrows(RedoubtException.class, () -> new SteadyJournal(this::present, comeback(LONG)).close());
    }

    @Test
    void givenAJournalThatIsUsedNowAndThen_thenItIsDrainedAtOnceAndTheNextOneIsUsedAfterIt() throws Exception {
        add(1);
        Journal occasional = new OccasionalJournal(() -> comeback(LONG).await(this::present));
        get(occasional.record(List.of(new JournalChange.OperationChanged(OPERATION, true, JsonObject.empty()))).toCompletableFuture());
        assertTrue(get(leases.drain(1, LONG).toCompletableFuture()));
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            occasional.record(List.of(new JournalChange.StepOpened(OPERATION, 1, JsonObject.empty()))).toCompletableFuture().join();
            return true;
        });
        pool.remove(1);
        add(2);
        assertTrue(get(waiting));
        assertEquals(List.of(1L), List.copyOf(occasional.steps(OPERATION).keySet()));
        assertEquals(List.of(0), pool.list().stream().map(Listed::leases).toList());
    }

    private Comeback comeback(Duration grace) {
        return new Comeback(leases, grace, Problem.of(ProblemKind.UNAVAILABLE, "Interrupted."));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(1, TimeUnit.MINUTES);
    }

    private Lease<Journal> present() throws RedoubtException {
        for (Listed listed : pool.list()) {
            if (!listed.draining()) {
                return pool.lease(listed.offer().serviceId());
            }
        }
        throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "There is no journal."));
    }

    private void add(long service) {
        pool.add(new Offer(Map.of(), "journal", new Version(1, 0, 0), service, service, 0), new ServiceSource<>() {
            @Override
            public Journal get() {
                return store;
            }

            @Override
            public void unget() {
                // Nothing is counted here.
            }
        });
    }
}
