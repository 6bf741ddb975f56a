package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.Grace;
import org.redoubt.engine.lattice.LeapingClock;
import org.redoubt.testkit.journal.MemoryJournal;

/** How long hooks and operations may take. */
@Timeout(600)
class TimeLimitTest {
    private static final Patience INTERRUPTS = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ZERO, Duration.ofDays(1)));
    private static final Patience GIVES_UP = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ZERO, Duration.ZERO));

    @TempDir
    private Path home;
    private final LeapingClock clock = new LeapingClock();

    private Fixture fixture(ResourceGraph graph, Patience patience) throws Exception {
        return new Fixture(home, graph, patience, new MemoryJournal(), new Dispatcher(4, 16, clock));
    }

    private static ResourceGraph twoApart() throws Exception {
        return ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).build();
    }

    private static Plan.Builder plan(ResourceGraph graph) {
        Plan.Builder plan = Plan.builder("all").hookTimeout(Duration.ofHours(1));
        graph.roots().forEach(root -> plan.resource(root.ref()));
        return plan;
    }

    private static void awaitHooks(OperationHandle handle, long count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (handle.progress().hooksDone() < count) {
            assertTrue(System.nanoTime() < end, () -> "Only " + handle.progress());
            Thread.sleep(1);
        }
    }

    @Test
    void aHookThatTakesLongerThanThePlanAllowsFailsItsResourceAndIsUndone() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = fixture(ResourceGraph.builder().add(Fixture.ONE).build(), INTERRUPTS)) {
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                assertTrue(context.deadline().isPresent());
                gate.hold();
            });
            OperationHandle handle = fixture.begin(ProtectRequest.of(plan(ResourceGraph.builder().add(Fixture.ONE).build()).build()));
            gate.awaitHeld();
            clock.leap();
            OperationView view = Fixture.end(handle);
            assertEquals(OperationState.FAILED, view.state());
            Problem problem = view.problems().getFirst();
            assertEquals(ProblemKind.TIMEOUT, problem.kind());
            assertEquals("The plugin org.example.toy 1.2.3 did not end main within the 3600 s that a hook may take.", problem.message());
            assertEquals("Toy::Volume#one", problem.subject().orElseThrow());
            assertEquals(ResourceStatus.FAILED, view.resources().getFirst().status());
            assertTrue(fixture.toy.log.contains("undo drop one"));
            assertEquals(0, view.openUndoSteps());
        }
    }

    @Test
    void aPrepareHookIsLimitedWhereThePlanSaysNothing() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = fixture(ResourceGraph.builder().add(Fixture.ONE).build(), INTERRUPTS)) {
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "one", context -> gate.hold());
            OperationHandle handle = fixture.begin(fixture.protectAll());
            gate.awaitHeld();
            clock.leap();
            OperationView view = Fixture.end(handle);
            assertEquals(ProblemKind.TIMEOUT, view.problems().getFirst().kind());
            assertTrue(view.problems().getFirst().message().contains("600 s"), view.problems().toString());
            assertTrue(fixture.toy.log.contains("undo thaw one"));
        }
    }

    @Test
    void aMainThatGivesNoSignOfLifeIsStuckWhereThePlanSaysNothing() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = fixture(ResourceGraph.builder().add(Fixture.ONE).build(), INTERRUPTS)) {
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                assertTrue(context.deadline().isEmpty());
                gate.hold();
            });
            OperationHandle handle = fixture.begin(fixture.protectAll());
            gate.awaitHeld();
            clock.leap();
            OperationView view = Fixture.end(handle);
            assertEquals(OperationState.FAILED, view.state());
            Problem problem = view.problems().getFirst();
            assertEquals(ProblemKind.TIMEOUT, problem.kind());
            assertEquals("The plugin org.example.toy 1.2.3 gave no sign of life in main for 3600 s.", problem.message());
            assertTrue(fixture.toy.log.contains("undo drop one"));
        }
    }

    @Test
    void aMainThatGivesSignsOfLifeMayTakeAsLongAsItDoes() throws Exception {
        Watched slow = new Watched();
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), GIVES_UP, new MemoryJournal(),
                new Dispatcher(4, 16, slow))) {
            fixture.timeouts = new Timeouts(Optional.empty(), Optional.empty(), Optional.of(Duration.ofHours(1)));
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                try (DataWriter writer = ((ProtectContext) context).section().create("slow", DataHints.none())) {
                    slow.pass(Duration.ofMinutes(50));
                    writer.write(0, ByteBuffer.allocate(1));
                    slow.pass(Duration.ofMinutes(50));
                    context.progress().advance(1);
                    slow.pass(Duration.ofMinutes(50));
                }
            });
            assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
        }
    }

    /** A monotonic clock that is moved by hand, and knows when the hooks were looked at. */
    private static final class Watched implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicLong looks = new AtomicLong();

        @Override
        public long getAsLong() {
            looks.incrementAndGet();
            return nanos.get();
        }

        /** Time passes, and is noticed: the second look from now on sees it as the first may have begun before. */
        void pass(Duration time) throws InterruptedException {
            nanos.addAndGet(time.toNanos());
            long seen = looks.get();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (looks.get() < seen + 2) {
                assertTrue(System.nanoTime() < end);
                Thread.sleep(1);
            }
        }
    }

    @Test
    void underIsolateOnlyTheGroupOfTheLateHookIsGivenUp() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = fixture(twoApart(), INTERRUPTS)) {
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
            OperationHandle handle = fixture.begin(ProtectRequest.of(plan(twoApart()).onFailure(FailurePolicy.ISOLATE).build()));
            gate.awaitHeld();
            awaitHooks(handle, 6);
            clock.leap();
            OperationView view = Fixture.end(handle);
            assertEquals(List.of(ResourceStatus.FAILED, ResourceStatus.DONE), view.resources().stream().map(ResourceOutcome::status).toList());
            assertEquals(List.of(ProblemKind.TIMEOUT), view.problems().stream().map(Problem::kind).toList());
        }
    }

    @Test
    void aHookThatIgnoresInterruptsIsReportedWithItsStackAndDoesNotHoldUpOthers() throws Exception {
        Gates gate = new Gates();
        try (Fixture fixture = fixture(ResourceGraph.builder().add(Fixture.ONE).build(), GIVES_UP)) {
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.holdWhateverHappens());
            OperationHandle handle = fixture.begin(ProtectRequest.of(plan(ResourceGraph.builder().add(Fixture.ONE).build()).build()));
            gate.awaitHeld();
            clock.leap();
            OperationView view = Fixture.end(handle);
            assertEquals(List.of(ProblemKind.TIMEOUT, ProblemKind.PLUGIN), view.resources().getFirst().reasons().stream().map(Problem::kind).toList());
            String hint = view.resources().getFirst().reasons().getLast().hint().orElseThrow();
            assertTrue(hint.contains("Gates.holdWhateverHappens(Gates.java:"), hint);
            assertEquals(1, fixture.toy.log.stream().filter("unhealthy org.example.toy"::equals).count());
            gate.open();
        }
    }
}
