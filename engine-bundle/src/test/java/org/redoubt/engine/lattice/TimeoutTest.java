package org.redoubt.engine.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redoubt.api.protection.Hook;
import org.redoubt.engine.lattice.RunReport.Ending;

/** What happens when a hook takes longer than it may, and when it does not end at all. */
@Timeout(600)
class TimeoutTest {
    private static final Grace AT_ONCE = new Grace(Duration.ZERO, Duration.ofDays(1));
    private static final Grace NONE = new Grace(Duration.ZERO, Duration.ZERO);
    private static final Set<Hook> MAIN = EnumSet.of(Hook.MAIN);

    private final LeapingClock clock = new LeapingClock();
    private final Dispatcher dispatcher = new Dispatcher(2, 2, clock);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void givenAHookThatIsLateThenTheRunFailsAtOnceAndTheHookIsInterrupted() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Limit limit = new Limit(Hook.MAIN);
        LatticeRun run = dispatcher.start(RunSpec.of(Graphs.apart(1, EnumSet.allOf(Hook.class)).compile(), (r, resource, hook) ->
                hook == Hook.MAIN ? untilInterrupted(running) : HookOutcome.DONE).withGrace(AT_ONCE).withTimeouts(limit));
        running.await();
        clock.leap();

        RunReport report = run.await();

        assertEquals(Ending.FAILED, report.ending());
        assertEquals(List.of("late"), report.failures().stream().map(failure -> failure.cause().getMessage()).toList());
        assertEquals(HookState.FAILED, report.state(0, Hook.MAIN));
        assertEquals(HookState.WAITING, report.state(0, Hook.COMPLETE));
        assertEquals("[0]", limit.late.toString());
    }

    @Test
    void aHookWithoutALimitIsNeverLate() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Limit limit = new Limit(Hook.COMPLETE);
        LatticeRun run = dispatcher.start(RunSpec.of(Graphs.apart(1, MAIN).compile(), (r, resource, hook) -> {
            running.countDown();
            return waitFor(letGo);
        }).withTimeouts(limit));
        running.await();
        clock.leap();
        // Another run's hook is found late meanwhile, by the same looks.
        CountDownLatch other = new CountDownLatch(1);
        LatticeRun late = dispatcher.start(RunSpec.of(Graphs.apart(1, MAIN).compile(), (r, resource, hook) -> untilInterrupted(other))
                .withGrace(AT_ONCE).withTimeouts(new Limit(Hook.MAIN)));
        assertEquals(Ending.FAILED, late.await().ending());
        letGo.countDown();
        assertEquals(Ending.COMPLETED, run.await().ending());
        assertEquals("[]", limit.late.toString());
    }

    @Test
    void givenThatOnlyTheResourceIsGivenUpThenTheOthersComplete() throws Exception {
        CountDownLatch othersDone = new CountDownLatch(2);
        CountDownLatch running = new CountDownLatch(1);
        Limit alone = new Limit(Hook.MAIN) {
            @Override
            public void late(LatticeRun run, int resource, Hook hook, Late how) {
                BitSet only = new BitSet();
                only.set(resource);
                run.giveUp(only);
            }
        };
        LatticeRun run = dispatcher.start(RunSpec.of(Graphs.apart(3, EnumSet.of(Hook.MAIN, Hook.COMPLETE)).compile(), (r, resource, hook) -> {
            if (resource == 0) {
                return untilInterrupted(running);
            }
            return HookOutcome.DONE;
        }).withGrace(AT_ONCE).withTimeouts(alone).withListener(new RunListener() {
            @Override
            public void ended(int resource, Hook hook, HookState state, long nanos) {
                if (hook == Hook.COMPLETE) {
                    othersDone.countDown();
                }
            }
        }));
        running.await();
        othersDone.await();
        clock.leap();

        RunReport report = run.await();

        assertEquals(Ending.COMPLETED, report.ending());
        assertEquals(HookState.FAILED, report.state(0, Hook.MAIN));
        assertEquals(HookState.SKIPPED, report.state(0, Hook.COMPLETE));
        assertEquals(HookState.DONE, report.state(2, Hook.COMPLETE));
    }

    @Test
    void aHookThatIsGivenUpIsToldWithItsStackOnceAndGivesItsPermitsBackExactlyOnce() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(2);
        Queue<String> stacks = new ConcurrentLinkedQueue<>();
        Capacity tape = dispatcher.capacity("tape");
        dispatcher.limit(tape, 2);
        HookDemands needsTape = (resource, hook) -> Demand.of(Set.of(tape));
        LatticeRun stuck = dispatcher.start(RunSpec.of(Graphs.apart(2, MAIN).compile(), (r, resource, hook) -> {
            running.countDown();
            return whateverHappens(letGo);
        }).withDemands(needsTape).withGrace(NONE).withTimeouts(new Limit(Hook.MAIN)).withListener(new RunListener() {
            @Override
            public void abandoned(int resource, Hook hook, List<StackTraceElement> stack) {
                stacks.add(stack.toString());
            }

            @Override
            public void returned(int resource, Hook hook, long nanos) {
                returned.countDown();
            }
        }));
        running.await();
        clock.leap();
        assertEquals(Ending.FAILED, stuck.await().ending());
        assertEquals(2, stacks.size());
        assertTrue(stacks.stream().allMatch(stack -> stack.contains("whateverHappens")), stacks.toString());

        // While their threads are away two others run at a time, and no more than two when they are back.
        assertEquals(2, mostAtOnce(needsTape));
        letGo.countDown();
        returned.await();
        assertEquals(2, mostAtOnce(needsTape));
    }

    @Test
    void aPrepareHookThatIsGivenUpLeavesItsPlatformThreadToOthers() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(2);
        Set<Hook> begin = EnumSet.of(Hook.PREPARE_BEGIN);
        LatticeRun stuck = dispatcher.start(RunSpec.of(Graphs.apart(2, begin).compile(), (r, resource, hook) -> {
            running.countDown();
            return whateverHappens(letGo);
        }).withGrace(NONE));
        running.await();
        stuck.cancel();
        stuck.await();
        AtomicInteger platform = new AtomicInteger();
        dispatcher.start(RunSpec.of(Graphs.apart(1, begin).compile(), (r, resource, hook) -> {
            platform.addAndGet(Thread.currentThread().isVirtual() ? 0 : 1);
            return HookOutcome.DONE;
        })).await();
        letGo.countDown();
        assertEquals(1, platform.get());
    }

    private int mostAtOnce(HookDemands demands) throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        dispatcher.start(RunSpec.of(Graphs.apart(50, MAIN).compile(), (r, resource, hook) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            two.countDown();
            waitFor(two);
            Thread.yield();
            now.decrementAndGet();
            return HookOutcome.DONE;
        }).withDemands(demands)).await();
        return most.get();
    }

    private static HookOutcome untilInterrupted(CountDownLatch running) {
        running.countDown();
        return waitFor(new CountDownLatch(1));
    }

    private static HookOutcome waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return HookOutcome.DONE;
        } catch (InterruptedException stopped) {
            return HookOutcome.STOPPED;
        }
    }

    private static HookOutcome whateverHappens(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException again) {
                // It is as badly behaved as a plugin can be.
            }
        }
        return HookOutcome.DONE;
    }

    /** A limit for one kind of hook that makes the run fail. */
    private static class Limit implements HookTimeouts {
        final Queue<Integer> late = new ConcurrentLinkedQueue<>();
        private final Hook limited;

        Limit(Hook limited) {
            this.limited = limited;
        }

        @Override
        public Optional<Duration> of(Hook hook) {
            return hook == limited ? Optional.of(Duration.ofHours(1)) : Optional.empty();
        }

        @Override
        public void late(LatticeRun run, int resource, Hook hook, Late how) {
            late.add(resource);
            run.fail(new HookFailure(resource, hook, new Exception("late")));
        }
    }
}
