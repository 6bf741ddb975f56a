package org.redoubt.engine.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.api.protection.Hook;
import org.redoubt.engine.lattice.RunReport.Ending;

/** Who may run at the same time as whom, and on which kind of thread. */
@Timeout(600)
class LimitTest {
    private static final Set<Hook> MAIN = EnumSet.of(Hook.MAIN);
    private static final Set<Hook> ALL = EnumSet.allOf(Hook.class);

    private final Dispatcher dispatcher = new Dispatcher(3, 4);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void neverMoreMainsThanAllowedThoughSeveralRunsShareTheLimitAndTheLimitIsReached() throws Exception {
        Gauge gauge = new Gauge();
        // Three mains meet at the barrier or the test times out: the limit is reached, not only kept.
        CyclicBarrier three = new CyclicBarrier(3);
        HookBody body = (run, resource, hook) -> gauge.during(() -> three.await());
        List<LatticeRun> runs = IntStream.range(0, 3)
                .mapToObj(n -> dispatcher.start(RunSpec.of(Graphs.apart(100, MAIN).compile(), body))).toList();
        for (LatticeRun run : runs) {
            assertEquals(Ending.COMPLETED, run.await().ending());
        }
        assertEquals(3, gauge.most());
    }

    @Test
    void givenMainsThatSaturateTheirLimitThenPreparesAndCompletesOfAnotherRunGoThrough() throws Exception {
        CountDownLatch saturated = new CountDownLatch(3);
        CountDownLatch letGo = new CountDownLatch(1);
        LatticeRun mains = dispatcher.start(RunSpec.of(Graphs.apart(10, MAIN).compile(), (run, resource, hook) -> {
            saturated.countDown();
            return waitFor(letGo);
        }));
        saturated.await();

        RunReport others = dispatcher.start(RunSpec.of(Graphs.star(200,
                EnumSet.of(Hook.PREPARE_BEGIN, Hook.PREPARE_FINISH, Hook.COMPLETE)).compile(), done())).await();

        assertEquals(Ending.COMPLETED, others.ending());
        letGo.countDown();
        assertEquals(Ending.COMPLETED, mains.await().ending());
    }

    @Test
    void givenMainsThatKeepEveryCoreBusyThenPreparesOfAnotherRunStillGoThrough() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        dispatcher.limitMains(2 * cores);
        CountDownLatch busy = new CountDownLatch(cores);
        CountDownLatch letGo = new CountDownLatch(1);
        LatticeRun mains = dispatcher.start(RunSpec.of(Graphs.apart(2 * cores, MAIN).compile(), (run, resource, hook) -> {
            busy.countDown();
            while (letGo.getCount() > 0) {
                Thread.onSpinWait();
            }
            return HookOutcome.DONE;
        }));
        busy.await();

        RunReport prepares = dispatcher.start(RunSpec.of(
                Graphs.star(20, EnumSet.of(Hook.PREPARE_BEGIN, Hook.PREPARE_FINISH)).compile(), done())).await();

        assertEquals(Ending.COMPLETED, prepares.ending());
        letGo.countDown();
        mains.await();
    }

    @Test
    void noMainStartsWhileAPrepareHookWaitsForAThread() throws Exception {
        CountDownLatch mainRuns = new CountDownLatch(1);
        CountDownLatch endMain = new CountDownLatch(1);
        CountDownLatch prepareRuns = new CountDownLatch(1);
        Queue<String> log = new ConcurrentLinkedQueue<>();
        dispatcher.limitMains(1);
        LatticeRun mains = dispatcher.start(RunSpec.of(Graphs.apart(2, MAIN).compile(), (run, resource, hook) -> {
            log.add("main");
            mainRuns.countDown();
            return waitFor(endMain);
        }));
        mainRuns.await();
        LatticeRun prepare = dispatcher.start(RunSpec.of(Graphs.apart(1, EnumSet.of(Hook.PREPARE_BEGIN)).compile(),
                (run, resource, hook) -> {
                    log.add("prepare");
                    prepareRuns.countDown();
                    return HookOutcome.DONE;
                }));
        prepareRuns.await();
        endMain.countDown();
        prepare.await();
        mains.await();
        assertEquals("[main, prepare, main]", log.toString());
    }

    @Test
    void preparesHavePlatformThreadsUpToTheBoundAndMainsAndCompletesVirtualOnes() throws Exception {
        CyclicBarrier all = new CyclicBarrier(10);
        AtomicInteger platform = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        RunReport report = dispatcher.start(RunSpec.of(Graphs.apart(10, ALL).compile(), (run, resource, hook) -> {
            boolean virtual = Thread.currentThread().isVirtual();
            if (hook == Hook.PREPARE_BEGIN) {
                platform.addAndGet(virtual ? 0 : 1);
                return meet(all);
            }
            if (!hook.isPrepare() && !virtual) {
                wrong.incrementAndGet();
            }
            return HookOutcome.DONE;
        })).await();

        assertEquals(Ending.COMPLETED, report.ending());
        assertEquals(4, platform.get());
        assertEquals(0, wrong.get());
    }

    @Test
    void aHookTakesAllItsCapacitiesAtOnceAndCompletesObeyThemToo() throws Exception {
        Capacity red = dispatcher.capacity("red");
        Capacity blue = dispatcher.capacity("blue");
        dispatcher.limit(red, 1);
        dispatcher.limit(blue, 2);
        dispatcher.limitMains(100);
        Gauge reds = new Gauge();
        Gauge blues = new Gauge();
        List<Set<Capacity>> needs = List.of(Set.of(red), Set.of(blue), Set.of(red, blue));
        RunReport report = dispatcher.start(RunSpec.of(Graphs.apart(300, ALL).compile(), (run, resource, hook) -> {
            if (hook.isPrepare()) {
                return HookOutcome.DONE;
            }
            Set<Capacity> held = needs.get(resource % 3);
            reds.add(held.contains(red) ? 1 : 0);
            blues.add(held.contains(blue) ? 1 : 0);
            Thread.yield();
            reds.add(held.contains(red) ? -1 : 0);
            blues.add(held.contains(blue) ? -1 : 0);
            return HookOutcome.DONE;
        }).withDemands((resource, hook) -> Demand.of(needs.get(resource % 3)))).await();

        assertEquals(Ending.COMPLETED, report.ending());
        assertEquals(1, reds.most());
        assertTrue(blues.most() <= 2);
    }

    @ParameterizedTest
    @EnumSource
    void nothingWaitsBehindAHookThatTakesLongAmongVeryShortOnes(Hook which) throws Exception {
        int resources = 5_000;
        CountDownLatch others = new CountDownLatch(4 * (resources - 1));
        RunReport report = dispatcher.start(RunSpec.of(Graphs.apart(resources, ALL).compile(), (run, resource, hook) -> {
            if (resource != resources / 2) {
                others.countDown();
            } else if (hook == which) {
                return waitFor(others);
            }
            return HookOutcome.DONE;
        })).await();

        assertEquals(Ending.COMPLETED, report.ending());
    }

    @Test
    void runsShareACapacityByItsNameAndAChangeOfItsLimitHoldsAtOnce() throws Exception {
        dispatcher.limitCapacities(name -> name.startsWith("host:") ? 1 : Integer.MAX_VALUE);
        HookDemands host = (resource, hook) -> Demand.of(Set.of(dispatcher.capacity("host:h1")));
        Gauge gauge = new Gauge();
        HookBody counted = (run, resource, hook) -> gauge.during(Thread::yield);
        List<LatticeRun> runs = IntStream.range(0, 3)
                .mapToObj(n -> dispatcher.start(RunSpec.of(Graphs.apart(50, MAIN).compile(), counted).withDemands(host))).toList();
        for (LatticeRun run : runs) {
            assertEquals(Ending.COMPLETED, run.await().ending());
        }
        assertEquals(1, gauge.most());

        CyclicBarrier two = new CyclicBarrier(2);
        LatticeRun waiting = dispatcher.start(RunSpec.of(Graphs.apart(2, MAIN).compile(), (r, resource, hook) -> meet(two)).withDemands(host));
        dispatcher.limitCapacities(name -> 2);
        assertEquals(Ending.COMPLETED, waiting.await().ending());
    }

    @Test
    void mainsOfAHigherPriorityStartFirstThoughTheyCameLater() throws Exception {
        dispatcher.limitMains(1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Queue<String> log = new ConcurrentLinkedQueue<>();
        LatticeRun holder = dispatcher.start(RunSpec.of(Graphs.apart(1, MAIN).compile(), (run, resource, hook) -> {
            running.countDown();
            return waitFor(letGo);
        }));
        running.await();
        List<LatticeRun> runs = List.of(noted(Priority.LOW, log), noted(Priority.NORMAL, log), noted(Priority.HIGH, log));
        letGo.countDown();
        holder.await();
        for (LatticeRun run : runs) {
            assertEquals(Ending.COMPLETED, run.await().ending());
        }
        assertEquals("[HIGH, NORMAL, LOW]", log.toString());
    }

    private LatticeRun noted(Priority priority, Queue<String> log) {
        return dispatcher.start(RunSpec.of(Graphs.apart(1, MAIN).compile(), (run, resource, hook) -> {
            log.add(priority.name());
            return HookOutcome.DONE;
        }).withPriority(priority));
    }

    @Test
    void aRaisedLimitLetsWaitingHooksStart() throws Exception {
        dispatcher.limitMains(1);
        CyclicBarrier two = new CyclicBarrier(2);
        LatticeRun run = dispatcher.start(RunSpec.of(Graphs.apart(2, MAIN).compile(), (r, resource, hook) -> meet(two)));

        dispatcher.limitMains(2);

        assertEquals(Ending.COMPLETED, run.await().ending());
        assertThrows(IllegalArgumentException.class, () -> dispatcher.limitMains(0));
    }

    @Test
    void undoStepsRunOnPrepareThreadsAndOneThatThrowsHarmsNoOther() throws Exception {
        CountDownLatch allUndone = new CountDownLatch(20);
        Queue<Boolean> virtual = new ConcurrentLinkedQueue<>();
        dispatcher.undo(() -> {
            throw new IllegalStateException("broken step");
        });
        for (int n = 0; n < 20; n++) {
            dispatcher.undo(() -> {
                virtual.add(Thread.currentThread().isVirtual());
                allUndone.countDown();
            });
        }
        allUndone.await();
        assertTrue(virtual.contains(false));
        assertEquals(Ending.COMPLETED, dispatcher.start(RunSpec.of(Graphs.star(10, ALL).compile(), done())).await().ending());
    }

    private static HookBody done() {
        return (run, resource, hook) -> HookOutcome.DONE;
    }

    private static HookOutcome waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return HookOutcome.DONE;
        } catch (InterruptedException stopped) {
            return HookOutcome.STOPPED;
        }
    }

    private static HookOutcome meet(CyclicBarrier barrier) {
        try {
            barrier.await();
            return HookOutcome.DONE;
        } catch (Exception broken) {
            return HookOutcome.failed(broken);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    /** How many are in it, and the most there ever were. */
    private static final class Gauge {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        void add(int change) {
            most.accumulateAndGet(now.addAndGet(change), Math::max);
        }

        HookOutcome during(Action action) {
            add(1);
            try {
                action.run();
                return HookOutcome.DONE;
            } catch (Exception broken) {
                return HookOutcome.failed(broken);
            } finally {
                add(-1);
            }
        }

        int most() {
            return most.get();
        }
    }
}
