package org.redoubt.engine.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.plugin.PluginId;

class UndoReplayTest {
    private static final PluginId PLUGIN = new PluginId("org.example.toy", Version.emptyVersion, 1);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final LateHooks late = new LateHooks();
    private final UndoLedger ledger = new UndoLedger(new OperationId("op"), UndoJournal.none(), late, List.of(), 0);
    private final RunningAttempts running = new RunningAttempts();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static ResourceGraph chain(int length) throws Exception {
        ResourceGraph.Builder graph = ResourceGraph.builder();
        for (int i = 0; i < length; i++) {
            graph.add(Resource.of("Toy", "r" + i, "r" + i));
        }
        for (int i = 1; i < length; i++) {
            graph.edge(Resource.of("Toy", "r" + (i - 1), "").ref(), Resource.of("Toy", "r" + i, "").ref());
        }
        return graph.build();
    }

    private OpenStep step(ResourceGraph graph, int number, Hook hook, UndoSpec spec) throws Exception {
        return ledger.register(graph.resource(number), number, hook, PLUGIN, spec);
    }

    private UndoReplay replay(ResourceGraph graph, Undoer undoer, Duration limit) {
        return new UndoReplay(running, graph, ledger, undoer, threads, (step, result) -> { }, limit);
    }

    private UndoResult write(OpenStep step) {
        log.add(step.spec().name());
        return UndoResult.done();
    }

    @Test
    void stepsOfOneResourceGoLastFirstAndThoseOfRelatedOnesAgainstTheEdges() throws Exception {
        ResourceGraph graph = chain(2);
        step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("parent first"));
        step(graph, 1, Hook.PREPARE_BEGIN, UndoSpec.of("child first"));
        step(graph, 1, Hook.PREPARE_BEGIN, UndoSpec.of("child second"));
        step(graph, 1, Hook.COMPLETE, UndoSpec.of("child complete"));
        step(graph, 0, Hook.COMPLETE, UndoSpec.of("parent complete"));
        assertEquals(Map.of(), replay(graph, this::write, LONG).run(ledger.open()));
        assertEquals(List.of("parent complete", "child complete", "child second", "child first", "parent first"), log);
        assertEquals(0, ledger.size());
    }

    @Test
    void aStepThatCannotBeTakenBackHoldsBackOnlyThoseThatWaitForIt() throws Exception {
        ResourceGraph graph = ResourceGraph.builder().add(Resource.of("Toy", "a", "a")).add(Resource.of("Toy", "b", "b")).build();
        OpenStep first = step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("a first"));
        OpenStep stuck = step(graph, 0, Hook.MAIN, UndoSpec.of("a stuck"));
        step(graph, 1, Hook.MAIN, UndoSpec.of("b"));
        Map<OpenStep, UndoResult> left = replay(graph,
                step -> step.spec().name().equals("a stuck") ? UndoResult.cannot("stuck") : write(step), LONG).run(ledger.open());
        assertEquals(List.of("b"), log);
        assertEquals(List.of(first.id(), stuck.id()), left.keySet().stream().map(OpenStep::id).sorted().toList());
    }

    @Test
    void aHundredThousandStepsOfOneChainAreTakenBackInOrder() throws Exception {
        int length = 100_000;
        ResourceGraph graph = chain(length);
        for (int i = 0; i < length; i++) {
            step(graph, i, Hook.PREPARE_BEGIN, UndoSpec.of("freeze"));
        }
        AtomicInteger expected = new AtomicInteger(length);
        assertEquals(Map.of(), replay(graph, step -> expected.compareAndSet(step.number() + 1, step.number()) ? UndoResult.done()
                : UndoResult.cannot("out of order"), LONG).run(ledger.open()));
    }

    @Test
    void anErrorOfAPluginIsAReasonAndNotTheEnd() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.MAIN, UndoSpec.of("broken"));
        Map<OpenStep, UndoResult> left = replay(graph, any -> {
            throw new NoClassDefFoundError("org/example/Gone");
        }, LONG).run(List.of(step));
        assertTrue(left.get(step).reason().contains("org/example/Gone"));
    }

    @Test
    void aStepThatHangsIsInterruptedAndGivenUpForNow() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.MAIN, UndoSpec.of("hangs"));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Undoer hanging = any -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return UndoResult.retry("interrupted");
        };
        // Its time begins when it does.
        Executor punctual = task -> {
            threads.execute(task);
            await(begun);
        };
        Map<OpenStep, UndoResult> left = new UndoReplay(running, graph, ledger, hanging, punctual, (any, result) -> { }, Duration.ofMillis(20))
                .run(List.of(step));
        assertEquals(UndoResult.Outcome.RETRY, left.get(step).outcome());
        interrupted.await();
        assertTrue(ledger.isOpen(step.id()));
    }

    @Test
    void aStepThatWasGivenUpIsToldSoLestItIsTriedAgain() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.MAIN, UndoSpec.of("hangs"));
        CompletableFuture<Boolean> wantedAtFirst = new CompletableFuture<>();
        CompletableFuture<Boolean> wantedAtLast = new CompletableFuture<>();
        Undoer patient = new Undoer() {
            @Override
            public UndoResult undo(OpenStep any) {
                throw new AssertionError("It is asked to try again.");
            }

            @Override
            public UndoResult undo(OpenStep any, BooleanSupplier wanted) {
                wantedAtFirst.complete(wanted.getAsBoolean());
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException givenUp) {
                    while (wanted.getAsBoolean()) {
                        Thread.onSpinWait();
                    }
                    wantedAtLast.complete(wanted.getAsBoolean());
                }
                return UndoResult.retry("interrupted");
            }
        };
        Executor punctual = task -> {
            threads.execute(task);
            wantedAtFirst.join();
        };
        new UndoReplay(running, graph, ledger, patient, punctual, (any, result) -> { }, Duration.ofMillis(200)).run(List.of(step));
        assertTrue(wantedAtFirst.join());
        assertFalse(wantedAtLast.join());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStepWhoseThreadComesTooLateIsNotTriedThenAndCanBeTriedAgain() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.MAIN, UndoSpec.of("late"));
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        UndoReplay replay = new UndoReplay(running, graph, ledger, this::write, waiting::add, (any, result) -> { }, Duration.ofMillis(20));
        assertEquals(UndoResult.Outcome.RETRY, replay.run(List.of(step)).get(step).outcome());
        waiting.remove().run();
        assertEquals(List.of(), log);
        assertEquals(Map.of(), replay(graph, this::write, LONG).run(List.of(step)));
        assertEquals(List.of("late"), log);
    }

    @Test
    void oneStepIsNeverTriedTwiceAtOnceNorAgainWhenItIsTakenBack() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent());
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        UndoReplay replay = replay(graph, any -> {
            entered.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                return UndoResult.retry("interrupted");
            }
            return write(any);
        }, LONG);
        replay.begin(step);
        entered.await();
        replay.begin(step);
        go.countDown();
        assertEquals(Map.of(), replay.run(List.of(step)));
        assertEquals(Map.of(), replay.run(List.of(step)));
        assertEquals(List.of("thaw"), log);
    }

    @Test
    void oneStepIsNeverTriedByTwoAtOnceThoughTheOneWhoBeganHasGivenItUp() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent());
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Executor punctual = task -> {
            threads.execute(task);
            await(entered);
        };
        try {
            new UndoReplay(running, graph, ledger, any -> {
                entered.countDown();
                while (go.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return UndoResult.done();
            }, punctual, (any, result) -> { }, Duration.ofMillis(20)).run(List.of(step));
            // The operation is gone on with, and its hook registers the same step once more.
            UndoLedger next = new UndoLedger(new OperationId("op"), UndoJournal.none(), new LateHooks(), List.of(step(graph, 0, Hook.MAIN, UndoSpec.of("drop"))), 0);
            OpenStep renewed = next.register(step.resource(), step.number(), step.hook(), step.plugin(), step.spec());
            assertNotEquals(step.id(), renewed.id());
            UndoReplay later = new UndoReplay(running, graph, next, this::write, threads, (any, result) -> { }, LONG);
            assertEquals(UndoResult.Outcome.RETRY, later.run(List.of(renewed)).get(renewed).outcome());
            assertEquals(UndoResult.Outcome.RETRY, later.again(List.of(step)).get(2, TimeUnit.MINUTES).get(step).outcome());
            assertEquals(List.of(), log);
            go.countDown();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (!later.run(List.of(renewed)).isEmpty()) {
                assertTrue(System.nanoTime() < end);
            }
            assertEquals(List.of("thaw"), log);
        } finally {
            go.countDown();
        }
    }

    @Test
    void oneStepIsNotTriedWhileItIsTakenBackOnceMore() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent());
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        UndoReplay replay = new UndoReplay(running, graph, ledger, this::write, tasks::add, (any, result) -> { }, LONG);
        replay.again(List.of(step));
        replay.begin(step);
        assertEquals(1, tasks.size());
        tasks.remove().run();
        assertEquals(List.of("thaw"), log);
        assertFalse(ledger.isOpen(step.id()));
    }

    @Test
    void aStepRestsWhileAHookMayComeLateAndIsTakenBackOnceMoreAfterThat() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent());
        OperationId operation = new OperationId("op");
        late.expect(operation, 0);
        assertEquals(Map.of(), replay(graph, this::write, LONG).run(List.of(step)));
        assertEquals(List.of(), ledger.open());
        assertEquals(Map.of(), replay(graph, this::write, LONG).run(List.of(step)));
        assertEquals(List.of("thaw"), log);
        assertTrue(ledger.all().getFirst().isWanted());
        late.ended(operation, 0);
        assertEquals(Map.of(), replay(graph, this::write, LONG).run(ledger.open()));
        assertEquals(0, ledger.size());
        assertEquals(List.of("thaw", "thaw"), log);
    }

    @Test
    void aStepWhoseHookEndedWhileItWasTakenBackIsTakenBackOnceMoreAtOnce() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent());
        OperationId operation = new OperationId("op");
        late.expect(operation, 0);
        assertEquals(Map.of(), replay(graph, any -> {
            late.ended(operation, 0);
            return write(any);
        }, LONG).run(List.of(step)));
        assertEquals(List.of("thaw", "thaw"), log);
        assertEquals(0, ledger.size());
    }

    @Test
    void aStepThatItsHookReleasesWhileItMayComeLateRestsToo() throws Exception {
        OpenStep step = step(chain(1), 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent());
        late.expect(new OperationId("op"), 0);
        ledger.release(step.id());
        assertEquals(List.of(), ledger.open());
        assertEquals(1, ledger.size());
        late.ended(new OperationId("op"), 0);
        ledger.release(step.id());
        assertEquals(0, ledger.size());
    }

    @Test
    void whatRestsIsTakenBackBeforeItsHookHasEndedIfSomebodyWantsThat() throws Exception {
        ResourceGraph graph = chain(1);
        OpenStep step = step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent());
        late.expect(new OperationId("op"), 0);
        assertEquals(Map.of(), replay(graph, this::write, LONG).run(List.of(step)));
        late.wake(new OperationId("op"), 0);
        assertEquals(Map.of(), replay(graph, this::write, LONG).run(ledger.open()));
        assertEquals(List.of("thaw", "thaw"), log);
        assertEquals(List.of(), ledger.open());
        assertEquals(1, ledger.size());
    }

    @Test
    void whatCannotBeTakenBackOnceMoreIsOpenInItsOrder() throws Exception {
        ResourceGraph graph = chain(1);
        List<OpenStep> steps = List.of(step(graph, 0, Hook.MAIN, UndoSpec.of("directory")), step(graph, 0, Hook.MAIN, UndoSpec.of("file")),
                step(graph, 0, Hook.MAIN, UndoSpec.of("link")), step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent()));
        late.expect(new OperationId("op"), 0);
        AtomicBoolean stuck = new AtomicBoolean();
        UndoReplay replay = replay(graph, step -> stuck.get() && step.spec().name().equals("file") ? UndoResult.cannot("stuck") : write(step), LONG);
        assertEquals(Map.of(), replay.run(steps));
        log.clear();
        stuck.set(true);
        Map<OpenStep, UndoResult> left = replay.again(ledger.resting(0)).get(2, TimeUnit.MINUTES);
        late.ended(new OperationId("op"), 0);
        assertEquals(Set.of("link", "thaw"), Set.copyOf(log));
        assertEquals(Set.of("directory", "file"), Set.copyOf(left.keySet().stream().map(step -> step.spec().name()).toList()));
        assertEquals(List.of("directory", "file"), ledger.open().stream().map(step -> step.spec().name()).toList());
        assertEquals(List.of(1, 2), ledger.open().stream().map(OpenStep::attempt).toList());
        stuck.set(false);
        log.clear();
        assertEquals(Map.of(), replay.run(ledger.open()));
        assertEquals(List.of("file", "directory"), log);
    }

    @Test
    void whenSomebodyElseLooksAfterTheStepsOnlyWhatIsUrgentIsTakenBackAtOnce() throws Exception {
        ResourceGraph graph = chain(1);
        List<OpenStep> steps = List.of(step(graph, 0, Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent()), step(graph, 0, Hook.MAIN, UndoSpec.of("drop")));
        late.expect(new OperationId("op"), 0);
        assertEquals(Map.of(), replay(graph, this::write, LONG).run(steps));
        ledger.handOver(Heir.nobody());
        log.clear();
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        new UndoReplay(running, graph, ledger, this::write, tasks::add, (any, result) -> { }, LONG).atOnce(ledger.resting(0));
        assertEquals(1, tasks.size());
        tasks.remove().run();
        assertEquals(List.of("thaw"), log);
    }
}
