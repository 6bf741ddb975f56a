package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.checkpoint.StoredRecord;

/** How long a consistency group may be frozen. */
@Timeout(600)
class FreezeBudgetTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    private Path home;
    private Fixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static ProtectRequest within(Duration budget, FailurePolicy policy) {
        return ProtectRequest.of(Plan.builder("all").resource(Fixture.SERVER.ref()).freezeBudget(budget).onFailure(policy).build());
    }

    private static void assertOverBudget(OperationView view) {
        assertEquals(OperationState.FAILED, view.state());
        Problem problem = view.problems().getFirst();
        assertEquals(ProblemKind.TIMEOUT, problem.kind());
        assertTrue(problem.message().matches("The consistency group of server was not ready to be thawed within its freeze budget of 0\\.2 s: "
                + "after [0-9.]+ s [1-6] of its prepare hooks had not ended. It was thawed."), problem.message());
        assertTrue(view.resources().stream().allMatch(outcome -> outcome.status() == ResourceStatus.FAILED
                && outcome.reasons().getFirst().equals(problem) && outcome.freezeWindow().isEmpty()), view.toJson().toString());
        assertEquals(0, view.openUndoSteps());
    }

    @Test
    void whenTheBudgetIsOverTheGroupIsThawedAlthoughAHookOfItStillRuns() throws Exception {
        for (FailurePolicy policy : FailurePolicy.values()) {
            Gates gate = new Gates();
            fixture.toy.log.clear();
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "two", context -> gate.hold());
            OperationHandle handle = fixture.begin(within(SHORT, policy));
            fixture.awaitLog("undo thaw s", 1);
            gate.open();
            assertOverBudget(Fixture.end(handle));
            assertFalse(fixture.toy.log.contains("complete s"));
        }
    }

    @Test
    void aResourceIsThawedWhileItsOwnHookRunsAndOnceMoreWhenThatHasEnded() throws Exception {
        Gates gate = new Gates();
        fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "s", context -> gate.hold());
        OperationHandle handle = fixture.begin(within(SHORT, FailurePolicy.STOP));
        fixture.awaitLog("undo thaw s", 1);
        boolean inHook = gate.wasReached();
        gate.open();
        assertOverBudget(Fixture.end(handle));
        // When the machine was so busy that the hook did not even begin in time, there was nothing to be taken back twice.
        if (inHook) {
            assertEquals(2, fixture.toy.log.stream().filter("undo thaw s"::equals).count());
        }
    }

    @Test
    void whatWasMeasuredIsRecordedForTheRootOfTheGroup() throws Exception {
        OperationView view = fixture.run(within(Duration.ofDays(1), FailurePolicy.STOP));
        assertEquals(OperationState.SUCCEEDED, view.state());
        Duration window = view.resources().getFirst().freezeWindow().orElseThrow();
        assertTrue(window.isPositive());
        assertTrue(view.resources().get(1).freezeWindow().isEmpty());
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, view.checkpoint())) {
            List<StoredRecord> records = List.copyOf(located.stored().records());
            assertEquals(window, records.getFirst().freezeWindow().orElseThrow());
            assertTrue(records.get(1).freezeWindow().isEmpty());
        }
        assertEquals(window, fixture.operations.show(Fixture.CALLER.project(), view.id()).resources().getFirst().freezeWindow().orElseThrow());
    }

    @Test
    void whenItTookLongerTheLastTimeTheNextOneIsWarnedAndStillTried() throws Exception {
        OperationView first = fixture.run(within(Duration.ofDays(1), FailurePolicy.STOP));
        assertEquals(List.of(), first.warnings());
        OperationView second = fixture.run(within(Duration.ofNanos(1), FailurePolicy.STOP));
        Problem warning = second.warnings().getFirst();
        assertEquals(ProblemKind.TIMEOUT, warning.kind());
        assertEquals("Toy::Server#s", warning.subject().orElseThrow());
        assertTrue(warning.message().contains(first.checkpoint().value()), warning.message());
    }
}
