package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
            overBudget(policy);
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
        assertWarnsOf(first, second.warnings());
        assertTrue(second.warnings().getFirst().message().contains(" it took "), second.warnings().toString());
    }

    @Test
    void theLongestOfTheLastFewRunsCounts() throws Exception {
        List<OperationView> before = List.of(fixture.run(endless()), fixture.run(endless()), fixture.run(endless()));
        Duration longest = before.stream().map(FreezeBudgetTest::window).max(Comparator.naturalOrder()).orElseThrow();
        OperationView slowest = before.reversed().stream().filter(view -> window(view).equals(longest)).findFirst().orElseThrow();
        assertWarnsOf(slowest, warnings(longest));
        assertEquals(List.of(), warnings(longest.plusNanos(1)));
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatWasGivenUpAsItsBudgetWasOverTookAtLeastThatLong(FailurePolicy policy) throws Exception {
        OperationView over = overBudget(policy);
        List<Problem> warnings = warnings(SHORT);
        assertWarnsOf(over, warnings);
        assertTrue(warnings.getFirst().message().contains(" was given up after "), warnings.toString());
    }

    @Test
    void aRunThatWasGivenUpIsForgottenAfterAFewThatWereNot() throws Exception {
        overBudget(FailurePolicy.STOP);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < FreezeForecast.RUNS; i++) {
            Duration window = window(fixture.run(endless()));
            longest = window.compareTo(longest) > 0 ? window : longest;
        }
        assertEquals(List.of(), warnings(longest.plusNanos(1)));
    }

    @Test
    void aRunThatFailedBeforeItWasReadyToBeThawedForAnotherReasonForetellsNothing() throws Exception {
        fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_BEGIN, "two", context -> {
            throw new IOException("no");
        });
        assertEquals(OperationState.FAILED, fixture.run(endless()).state());
        assertEquals(List.of(), warnings(Duration.ofNanos(1)));
    }

    private static ProtectRequest endless() {
        return within(Duration.ofDays(1), FailurePolicy.STOP);
    }

    private static Duration window(OperationView view) {
        return view.resources().getFirst().freezeWindow().orElseThrow();
    }

    /** What somebody is warned of who asks what a protect would do. */
    private List<Problem> warnings(Duration budget) throws Exception {
        return fixture.operations.plan(Fixture.CALLER, within(budget, FailurePolicy.STOP)).warnings();
    }

    private OperationView overBudget(FailurePolicy policy) throws Exception {
        Gates gate = new Gates();
        fixture.toy.log.clear();
        fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "two", context -> gate.hold());
        try {
            OperationHandle handle = fixture.begin(within(SHORT, policy));
            fixture.awaitLog("undo thaw s", 1);
            gate.open();
            OperationView view = Fixture.end(handle);
            assertOverBudget(view);
            return view;
        } finally {
            gate.open();
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "two", context -> { });
        }
    }

    private static void assertWarnsOf(OperationView before, List<Problem> warnings) {
        assertEquals(1, warnings.size(), warnings.toString());
        Problem warning = warnings.getFirst();
        assertEquals(ProblemKind.TIMEOUT, warning.kind());
        assertEquals("Toy::Server#s", warning.subject().orElseThrow());
        assertTrue(warning.message().contains(before.checkpoint().value()), warning.message());
    }
}
