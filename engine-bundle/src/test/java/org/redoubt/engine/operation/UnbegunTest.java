package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.RefusedException;
import org.redoubt.testkit.journal.FaultJournal;
import org.redoubt.testkit.journal.MemoryJournal;

/** An operation that is refused, or only looked at, keeps nothing and holds nobody up. */
class UnbegunTest {
    @TempDir
    private Path home;

    @Test
    void whatIsOnlyAskedForKeepsNoSnapshotter() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OneSnapshotter snapshotter = new OneSnapshotter("copies");
            OperationCatalog operations = new OperationCatalog(snapshotter.in(fixture.engine), fixture.services);
            StagedPlugin plugin = StagedPlugin.of(fixture);
            plugin.whenChecked(OperationType.PROTECT, "one", context -> assertTrue(((ProtectContext) context).snapshotter(List.of()).isPresent()));
            assertEquals(List.of(), operations.check(Fixture.CALLER, fixture.protectAll()));
            assertEquals(1, snapshotter.given());
            assertEquals(0, snapshotter.leased());

            plugin.whenChecked(OperationType.PROTECT, "two", context -> {
                throw new RedoubtException(Problem.of(ProblemKind.DENIED, "No."));
            });
            assertThrows(RefusedException.class, () -> operations.start(Fixture.CALLER, fixture.protectAll()));
            assertEquals(2, snapshotter.given());
            assertEquals(0, snapshotter.leased());
        }
    }

    @Test
    void whoStopsTheRuntimeDoesNotWaitForOneThatCannotBeRecorded() throws Exception {
        FaultJournal journal = new FaultJournal(new MemoryJournal());
        try (Fixture fixture = new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, journal)) {
            journal.holdFrom(1);
            journal.failAt(1, ProblemKind.FULL);
            CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> {
                try {
                    fixture.begin(fixture.protectAll());
                } catch (RedoubtException refused) {
                    throw new CompletionException(refused);
                }
            });
            await(() -> journal.records() > 0);
            Thread stop = Thread.ofPlatform().daemon().start(fixture.operations::close);
            await(() -> stop.getState() == Thread.State.WAITING);
            journal.release();
            assertThrows(Exception.class, () -> begun.get(2, TimeUnit.MINUTES));
            assertTrue(stop.join(Duration.ofMinutes(2)), "It waits for an operation that never began.");
        }
    }

    @Test
    void checksThatHangTogetherAreWaitedForTogether() throws Exception {
        ResourceGraph.Builder many = ResourceGraph.builder();
        for (int i = 0; i < 60; i++) {
            many.add(Resource.of("Toy::Volume", "v" + i, "v" + i));
        }
        Patience twoSeconds = new Patience(Duration.ofSeconds(2), Patience.DEFAULT.undo(), Patience.DEFAULT.hooks());
        try (Fixture fixture = new Fixture(home, many.build(), twoSeconds)) {
            fixture.plugins.put("Toy::Volume", Stubborn.check(fixture.toy));
            long begun = System.nanoTime();
            RefusedException refused = assertThrows(RefusedException.class, () -> fixture.begin(fixture.protectAll()));
            assertEquals(60, refused.problems().size());
            assertTrue(System.nanoTime() - begun < TimeUnit.MINUTES.toNanos(1), "One after the other they take two minutes.");
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, "It did not happen in two minutes.");
            Thread.sleep(1);
        }
    }
}
