package org.redoubt.engine.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

/** Steps that are taken back at the same time: each waits until the other one is under way. */
class UndoTogetherTest {
    private static final PluginId PLUGIN = new PluginId("org.example.toy", Version.emptyVersion, 1);
    private static final Resource ONE = Resource.of("Toy", "one", "one");
    private static final Resource TWO = Resource.of("Toy", "two", "two");

    private final UndoLedger ledger = new UndoLedger(new OperationId("op"), UndoJournal.none(), new LateHooks(), List.of(), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CyclicBarrier both = new CyclicBarrier(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private UndoResult meet(OpenStep step) {
        try {
            both.await(2, TimeUnit.MINUTES);
            return UndoResult.done();
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            return UndoResult.cannot("The other one was not taken back meanwhile.");
        }
    }

    private void assertTogether(ResourceGraph graph, Hook hook, UndoSpec spec) throws Exception {
        for (int number = 0; number < 2; number++) {
            ledger.register(graph.resource(number), number, hook, PLUGIN, spec);
        }
        UndoReplay replay = new UndoReplay(new RunningAttempts(), graph, ledger, this::meet, threads, (step, result) -> { }, Duration.ofMinutes(10));
        assertEquals(Map.of(), replay.run(ledger.open()));
        assertEquals(0, ledger.size());
    }

    @Test
    void urgentOnesGoAllAtOnceAlsoThoseOfRelatedResources() throws Exception {
        assertTogether(ResourceGraph.builder().add(ONE).add(TWO).edge(ONE.ref(), TWO.ref()).build(), Hook.PREPARE_BEGIN, UndoSpec.of("thaw").urgent());
    }

    @Test
    void othersGoInParallelIfTheirResourcesAreUnrelated() throws Exception {
        assertTogether(ResourceGraph.builder().add(ONE).add(TWO).build(), Hook.MAIN, UndoSpec.of("drop"));
    }
}
