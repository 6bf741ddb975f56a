package org.redoubt.engine.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redoubt.api.protection.Hook;
import org.redoubt.engine.lattice.RunReport.Ending;

/** What happens when a hook fails, a run is cancelled, or a hook does not come back. */
@Timeout(600)
class FailureTest {
    private static final Grace AT_ONCE = new Grace(Duration.ZERO, Duration.ofDays(1));
    private static final Set<Hook> MAIN = EnumSet.of(Hook.MAIN);

    private final Dispatcher dispatcher = new Dispatcher(Integer.MAX_VALUE, 8);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void givenAFailureThenTheRunningHooksAreAskedToStopAndAwaitedAndNoOtherStarts() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        AtomicInteger ended = new AtomicInteger();
        HookBody body = (run, resource, hook) -> {
            bothRun.countDown();
            await(bothRun);
            if (resource == 0) {
                return HookOutcome.failed(new IllegalStateException("disk is gone"));
            }
            until(() -> run.isStopping(resource));
            ended.incrementAndGet();
            return HookOutcome.STOPPED;
        };

        RunReport report = start(RunSpec.of(Graphs.apart(2, EnumSet.allOf(Hook.class)).compile(), body)).await();

        assertEquals(Ending.FAILED, report.ending());
        assertEquals(1, report.failures().size());
        assertEquals("disk is gone", report.failures().getFirst().cause().getMessage());
        assertEquals(1, ended.get());
        assertEquals(HookState.FAILED, report.state(0, Hook.PREPARE_BEGIN));
        assertEquals(HookState.STOPPED, report.state(1, Hook.PREPARE_BEGIN));
        assertEquals(HookState.WAITING, report.state(1, Hook.PREPARE_FINISH));
    }

    @Test
    void aRunThatIsCancelledAsSoonAsItsListenerKnowsOfItStartsNoHook() throws Exception {
        AtomicInteger started = new AtomicInteger();
        HookBody body = (run, resource, hook) -> {
            started.incrementAndGet();
            return HookOutcome.DONE;
        };
        RunListener listener = new RunListener() {
            @Override
            public void begins(LatticeRun run) {
                run.cancel();
            }
        };

        RunReport report = start(RunSpec.of(Graphs.apart(2, MAIN).compile(), body).withListener(listener)).await();

        assertEquals(Ending.CANCELLED, report.ending());
        assertEquals(0, started.get());
    }

    @Test
    void givenAFailureInALargeRunThenNothingRunsWhenTheRunHasEnded() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            Lattice lattice = Graphs.tree(2_000, random).compile();
            AtomicInteger left = new AtomicInteger(random.nextInt(2_000));
            AtomicInteger running = new AtomicInteger();
            HookBody body = (run, resource, hook) -> {
                running.incrementAndGet();
                try {
                    return left.decrementAndGet() == 0 ? HookOutcome.failed(new Exception("now")) : HookOutcome.DONE;
                } finally {
                    running.decrementAndGet();
                }
            };

            RunReport report = start(RunSpec.of(lattice, body)).await();

            assertEquals(0, running.get());
            assertEquals(Ending.FAILED, report.ending());
            assertEquals(1, report.failures().size());
            int later = left.get();
            assertTrue(later <= 0);
            assertEquals(later, left.get(), "a hook ran after the end");
        }
    }

    @Test
    void anExceptionAndAnErrorOfABodyAreFailures() throws Exception {
        AssertionError thrown = new AssertionError("thrown");
        RunReport report = start(RunSpec.of(Graphs.apart(1, MAIN).compile(), (run, resource, hook) -> {
            throw thrown;
        })).await();

        assertEquals(Ending.FAILED, report.ending());
        assertSame(thrown, report.failures().getFirst().cause());
    }

    @Test
    void aHookThatStopsWithoutBeingAskedHasFailed() throws Exception {
        RunReport report = start(RunSpec.of(Graphs.apart(1, MAIN).compile(), (run, resource, hook) -> HookOutcome.STOPPED))
                .await();

        assertEquals(Ending.FAILED, report.ending());
        assertEquals(HookState.FAILED, report.state(0, Hook.MAIN));
    }

    @Test
    void givenAHookThatDoesNotStopThenItIsInterruptedAfterTheGraceAndTheInterruptStaysWithIt() throws Exception {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        CountDownLatch running = new CountDownLatch(1);
        HookBody sleeping = (run, resource, hook) -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                log.add("interrupted");
                // Badly behaved: leaves the flag for whoever comes next on this thread.
                Thread.currentThread().interrupt();
            }
            return HookOutcome.STOPPED;
        };
        Lattice one = Graphs.apart(1, EnumSet.of(Hook.PREPARE_BEGIN)).compile();
        LatticeRun run = start(RunSpec.of(one, sleeping).withGrace(AT_ONCE));
        await(running);

        run.cancel();

        assertEquals(Ending.CANCELLED, run.await().ending());
        assertEquals(HookState.STOPPED, run.state(0, Hook.PREPARE_BEGIN));
        assertEquals("[interrupted]", log.toString());
        start(RunSpec.of(one, (other, resource, hook) -> {
            log.add("flag " + Thread.currentThread().isInterrupted());
            return HookOutcome.DONE;
        })).await();
        assertTrue(log.contains("flag false"));
    }

    @Test
    void givenAHookThatIgnoresInterruptsThenTheRunEndsWithoutItAndItsReturnIsTold() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        Capacity tape = dispatcher.capacity("tape");
        dispatcher.limit(tape, 1);
        Lattice one = Graphs.apart(1, MAIN).compile();
        HookDemands needsTape = (resource, hook) -> Demand.of(Set.of(tape));
        LatticeRun run = start(RunSpec.of(one, (r, resource, hook) -> {
            running.countDown();
            await(letGo);
            return HookOutcome.DONE;
        }).withDemands(needsTape).withGrace(new Grace(Duration.ZERO, Duration.ZERO)).withListener(new RunListener() {
            @Override
            public void returned(int resource, Hook hook, long nanos) {
                returned.countDown();
            }
        }));
        await(running);

        run.cancel();
        RunReport report = run.await();

        assertEquals(Ending.CANCELLED, report.ending());
        assertEquals(HookState.ABANDONED, report.state(0, Hook.MAIN));
        assertInstanceOf(TimeoutException.class, report.failures().getFirst().cause());
        // What it held is free for others although its thread is still away.
        RunReport other = start(RunSpec.of(one, (r, resource, hook) -> HookOutcome.DONE).withDemands(needsTape)).await();
        assertEquals(Ending.COMPLETED, other.ending());
        assertEquals(1, returned.getCount());
        letGo.countDown();
        await(returned);
        assertEquals(HookState.ABANDONED, run.state(0, Hook.MAIN));
    }

    @Test
    void cancelIsTheEndOfHooksThatWaitForACapacityHeldByAnotherRun() throws Exception {
        Capacity tape = dispatcher.capacity("tape");
        dispatcher.limit(tape, 1);
        HookDemands needsTape = (resource, hook) -> Demand.of(Set.of(tape));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        LatticeRun holder = start(RunSpec.of(Graphs.apart(1, MAIN).compile(), (run, resource, hook) -> {
            running.countDown();
            await(letGo);
            return HookOutcome.DONE;
        }).withDemands(needsTape));
        await(running);
        LatticeRun waiting = start(RunSpec.of(Graphs.apart(100, MAIN).compile(),
                (run, resource, hook) -> HookOutcome.failed(new AssertionError("started"))).withDemands(needsTape));

        waiting.cancel();

        assertEquals(Ending.CANCELLED, waiting.await().ending());
        letGo.countDown();
        assertEquals(Ending.COMPLETED, holder.await().ending());
    }

    @Test
    void whenAGroupIsGivenUpTheOthersGoOnAndComplete() throws Exception {
        // Two trees of three; resource 1 belongs to the first.
        Lattice lattice = new LatticeBuilder(6).edge(0, 1).edge(0, 2).edge(3, 4).edge(3, 5)
                .hooks(0, EnumSet.allOf(Hook.class)).hooks(1, EnumSet.allOf(Hook.class))
                .hooks(2, EnumSet.allOf(Hook.class)).hooks(3, EnumSet.allOf(Hook.class))
                .hooks(4, EnumSet.allOf(Hook.class)).hooks(5, EnumSet.allOf(Hook.class)).build();
        RunReport report = start(RunSpec.of(lattice, (run, resource, hook) ->
                resource == 1 && hook == Hook.PREPARE_FINISH ? HookOutcome.failed(new Exception("no")) : HookOutcome.DONE)
                .withPolicy(failure -> FailurePolicy.Reaction.GIVE_UP_GROUP)).await();

        assertEquals(Ending.COMPLETED, report.ending());
        assertEquals(1, report.failures().size());
        assertEquals(HookState.FAILED, report.state(1, Hook.PREPARE_FINISH));
        assertEquals(HookState.SKIPPED, report.state(0, Hook.PREPARE_FINISH));
        assertEquals(HookState.SKIPPED, report.state(0, Hook.COMPLETE));
        for (int resource = 3; resource < 6; resource++) {
            for (Hook hook : Hook.values()) {
                assertEquals(HookState.DONE, report.state(resource, hook));
            }
        }
    }

    @Test
    void whenResourcesAreGivenUpTheirRunningHooksStopAndTheirWaitingOnesAreSkipped() throws Exception {
        Lattice lattice = Graphs.apart(3, MAIN).compile();
        Queue<Integer> begun = new ConcurrentLinkedQueue<>();
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch letGo = new CountDownLatch(1);
        dispatcher.limitMains(2);
        LatticeRun run = start(RunSpec.of(lattice, (r, resource, hook) -> {
            begun.add(resource);
            running.countDown();
            until(() -> letGo.getCount() == 0 || r.isStopping(resource));
            return r.isStopping(resource) ? HookOutcome.STOPPED : HookOutcome.DONE;
        }));
        await(running);
        int kept = begun.remove();
        int stopped = begun.remove();
        int waiting = 0 + 1 + 2 - kept - stopped;

        BitSet some = new BitSet();
        some.set(stopped);
        some.set(waiting);
        run.giveUp(some);
        until(() -> run.state(stopped, Hook.MAIN) == HookState.STOPPED);
        letGo.countDown();
        RunReport report = run.await();

        assertEquals(Ending.COMPLETED, report.ending());
        assertEquals(HookState.DONE, report.state(kept, Hook.MAIN));
        assertEquals(HookState.SKIPPED, report.state(waiting, Hook.MAIN));
    }

    @Test
    void excludedResourcesHaveNoTasksButKeepTheOrderOfTheOthers() throws Exception {
        Lattice chain = Graphs.chain(3, EnumSet.allOf(Hook.class)).compile();
        BitSet middle = new BitSet();
        middle.set(1);
        Queue<String> log = new ConcurrentLinkedQueue<>();

        RunReport report = start(RunSpec.of(chain.without(middle), (run, resource, hook) -> {
            if (hook == Hook.COMPLETE || hook == Hook.PREPARE_BEGIN) {
                log.add(hook.word() + resource);
            }
            return HookOutcome.DONE;
        })).await();

        assertEquals("[prepareBegin0, prepareBegin2, complete2, complete0]", log.toString());
        assertEquals(HookState.NO_TASK, report.state(1, Hook.MAIN));
    }

    @Test
    void closeCancelsWhatRunsAndRefusesNewRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Lattice one = Graphs.apart(1, MAIN).compile();
        LatticeRun run = start(RunSpec.of(one, (r, resource, hook) -> {
            running.countDown();
            until(() -> r.isStopping(resource));
            return HookOutcome.STOPPED;
        }));
        await(running);

        dispatcher.close();

        assertEquals(Ending.CANCELLED, run.await().ending());
        assertThrows(IllegalStateException.class, () -> start(RunSpec.of(one, (r, resource, hook) -> HookOutcome.DONE)));
    }

    @Test
    void brokenDemandsPoliciesAndListenersEndTheRunOrAreIgnoredButNeverHangIt() throws Exception {
        Lattice one = Graphs.apart(1, EnumSet.allOf(Hook.class)).compile();
        HookBody done = (run, resource, hook) -> HookOutcome.DONE;
        RunListener throwing = new RunListener() {
            @Override
            public void started(int resource, Hook hook, long nanos) {
                throw new IllegalStateException("broken listener");
            }
        };

        assertEquals(Ending.COMPLETED, start(RunSpec.of(one, done).withListener(throwing)).await().ending());
        RunReport demands = start(RunSpec.of(one, done).withDemands((resource, hook) -> {
            throw new IllegalStateException("broken demands");
        })).await();
        assertEquals(Ending.FAILED, demands.ending());
        assertFalse(demands.failures().isEmpty());
        assertEquals(Ending.FAILED, start(RunSpec.of(one, (run, resource, hook) -> HookOutcome.failed(new Exception()))
                .withPolicy(failure -> {
                    throw new IllegalStateException("broken policy");
                })).await().ending());
    }

    private LatticeRun start(RunSpec spec) {
        return dispatcher.start(spec);
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            // Threads that only yield to each other may keep all others from the one core that a machine has.
            LockSupport.parkNanos(1_000_000);
        }
    }
}
