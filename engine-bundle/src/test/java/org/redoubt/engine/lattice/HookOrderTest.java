package org.redoubt.engine.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.api.protection.Hook;

/** Every order of the hook lattice holds, and nothing else is ordered. */
@Timeout(600)
class HookOrderTest {

    static Stream<Graphs> graphs() {
        return Stream.concat(IntStream.range(0, 12).boxed().flatMap(seed -> small(new Random(seed))), large());
    }

    static Stream<Graphs> small() {
        return IntStream.range(0, 12).boxed().flatMap(seed -> small(new Random(100 + seed)));
    }

    private static Stream<Graphs> small(Random random) {
        return Stream.of(
                Graphs.tree(1 + random.nextInt(40), random),
                Graphs.diamonds(1 + random.nextInt(12), random),
                Graphs.manyRoots(1 + random.nextInt(40), random),
                Graphs.layered(1 + random.nextInt(6), 1 + random.nextInt(6), random));
    }

    private static Stream<Graphs> large() {
        Random random = new Random(42);
        return Stream.of(
                Graphs.tree(20_000, random),
                Graphs.diamonds(10_000, random),
                Graphs.manyRoots(20_000, random),
                Graphs.layered(100, 200, random),
                Graphs.star(20_000, EnumSet.allOf(Hook.class)),
                Graphs.chain(100_000, EnumSet.allOf(Hook.class)),
                Graphs.chain(100_000, EnumSet.of(Hook.MAIN)),
                Graphs.chain(100_000, EnumSet.noneOf(Hook.class)));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void everyTaskRunsOnceAndAfterAllItsPredecessors(Graphs graph) throws Exception {
        int[] started = new int[graph.resources() * 4];
        int[] ended = new int[graph.resources() * 4];
        AtomicIntegerArray runs = new AtomicIntegerArray(graph.resources() * 4);
        AtomicInteger clock = new AtomicInteger();
        HookBody body = (run, resource, hook) -> {
            int id = HookId.of(resource, hook);
            started[id] = clock.incrementAndGet();
            runs.incrementAndGet(id);
            ended[id] = clock.incrementAndGet();
            return HookOutcome.DONE;
        };

        try (Dispatcher dispatcher = new Dispatcher(Integer.MAX_VALUE, 64)) {
            RunReport report = dispatcher.start(RunSpec.of(graph.compile(), body)).await();
            assertEquals(RunReport.Ending.COMPLETED, report.ending());
        }

        HookOrder order = new HookOrder(graph);
        // For a hook that is no task: when the last task before it ended.
        int[] passed = new int[started.length];
        for (int id : order.sorted()) {
            boolean task = graph.hooks().get(HookId.resource(id)).contains(HookId.hook(id));
            assertEquals(task ? 1 : 0, runs.get(id));
            if (task) {
                assertTrue(started[id] > passed[id], () -> "started too early: " + name(id));
                passed[id] = ended[id];
            }
            for (int next : order.successors(id)) {
                passed[next] = Math.max(passed[next], passed[id]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void hooksWithoutAnOrderBetweenThemRunAtTheSameTime(Graphs graph) throws Exception {
        Lattice lattice = graph.compile();
        try (Dispatcher dispatcher = new Dispatcher(Integer.MAX_VALUE, 2)) {
            for (List<Integer> pair : unordered(graph, 10)) {
                // Each waits in its hook until the other has come into its own.
                CyclicBarrier barrier = new CyclicBarrier(2);
                HookBody body = (run, resource, hook) -> {
                    if (pair.contains(HookId.of(resource, hook))) {
                        try {
                            barrier.await(5, TimeUnit.MINUTES);
                        } catch (Exception alone) {
                            return HookOutcome.failed(alone);
                        }
                    }
                    return HookOutcome.DONE;
                };
                RunReport report = dispatcher.start(RunSpec.of(lattice, body)).await();
                assertEquals(RunReport.Ending.COMPLETED, report.ending(),
                        () -> name(pair.get(0)) + " and " + name(pair.get(1)) + ": " + report.failures());
            }
        }
    }

    private static List<List<Integer>> unordered(Graphs graph, int wanted) {
        HookOrder order = new HookOrder(graph);
        List<Integer> tasks = IntStream.range(0, graph.resources() * 4).boxed()
                .filter(id -> graph.hooks().get(HookId.resource(id)).contains(HookId.hook(id))).toList();
        Random random = new Random(graph.resources());
        List<List<Integer>> pairs = new ArrayList<>();
        for (int tries = 0; !tasks.isEmpty() && tries < 200 && pairs.size() < wanted; tries++) {
            int a = tasks.get(random.nextInt(tasks.size()));
            int b = tasks.get(random.nextInt(tasks.size()));
            BitSet afterA = order.after(a);
            if (a != b && !afterA.get(b) && !order.after(b).get(a)) {
                pairs.add(List.of(a, b));
            }
        }
        return pairs;
    }

    private static String name(int id) {
        return HookId.hook(id) + " of " + HookId.resource(id);
    }
}
