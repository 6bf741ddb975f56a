package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Shutdown;

/** A step that cannot be taken back now is tried again. */
@Timeout(600)
class RetryTest {
    @TempDir
    private Path home;
    private Fixture fixture;

    /** One volume whose protect fails when it has one step that is not urgent. */
    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build());
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aStepThatAsksForItTwiceIsTriedThreeTimesByTheOperationItself() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        fixture.toy.beforeUndo(() -> fixture.toy.answerUndo(calls.incrementAndGet() < 3 ? UndoResult.retry("It is busy.") : UndoResult.done()));
        OperationView failed = fixture.run(fixture.protectAll());
        assertEquals(OperationState.FAILED, failed.state());
        assertEquals(0, failed.openUndoSteps());
        assertEquals(3, fixture.toy.log.stream().filter("undo drop one"::equals).count());
    }

    @Test
    void aStepThatIsLeftIsTriedAgainByItselfWithGrowingPausesAlthoughNoServiceComes() throws Exception {
        BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
        Semaphore passed = new Semaphore(0);
        Lull lull = (seen, longest) -> {
            pauses.add(longest);
            passed.acquire();
            return false;
        };
        try (OperationCatalog operations = new OperationCatalog(fixture.engine, new Leases(new Shutdown()), lull)) {
            fixture.toy.answerUndo(UndoResult.cannot("The array is away."));
            OperationView failed = Fixture.end(operations.start(Fixture.CALLER, fixture.protectAll()));
            assertEquals(1, failed.openUndoSteps());

            operations.recover();
            List<Long> seconds = new ArrayList<>();
            for (int look = 0; look < 10; look++) {
                seconds.add(await(pauses).toSeconds());
                passed.release();
            }
            assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L), seconds);

            await(pauses);
            int before = fixture.toy.log.size();
            fixture.toy.answerUndo(UndoResult.done());
            passed.release();
            assertEquals(Duration.ofMinutes(5), await(pauses));
            assertEquals(List.of("undo drop one"), fixture.toy.log.subList(before, fixture.toy.log.size()));
            assertEquals(0, operations.show(Fixture.CALLER.project(), failed.id()).openUndoSteps());
        }
    }

    private static Duration await(BlockingQueue<Duration> pauses) throws InterruptedException {
        return Stream.ofNullable(pauses.poll(2, TimeUnit.MINUTES)).findFirst().orElseThrow(() -> new AssertionError("It did not look again."));
    }
}
