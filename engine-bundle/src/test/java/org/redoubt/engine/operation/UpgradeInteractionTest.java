package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.engine.framework.TestFramework;
import org.redoubt.engine.lease.Shutdown;
import org.redoubt.engine.operation.Workshop.Upgrade;

/** The cells of the table of all pairs that have to do with bundles: in a real framework, with the real registry of plugins. */
@Timeout(600)
class UpgradeInteractionTest {
    @TempDir
    private static Path folder;
    private static TestFramework framework;

    @BeforeAll
    static void start() throws Exception {
        framework = TestFramework.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        framework.stop();
    }

    private static void assertBothGoOn(String runs, String begins) throws Exception {
        InteractionTest.assertCells("both: leases", runs, begins);
    }

    @TestFactory
    Stream<DynamicTest> operations() {
        return Arrays.stream(OperationType.values()).flatMap(type -> Stream.of(
                DynamicTest.dynamicTest("while " + type.word() + " runs, upgrade begins", () -> upgradeBegins(type)),
                DynamicTest.dynamicTest("while upgrade runs, " + type.word() + " begins", () -> beginsDuringAnUpgrade(type))));
    }

    private void upgradeBegins(OperationType type) throws Exception {
        assertBothGoOn(type.word(), "upgrade");
        Path home = Files.createTempDirectory(folder, "home");
        try (Workshop workshop = new Workshop(framework, home)) {
            Meeting meeting = workshop.meeting();
            OperationHandle first = meeting.held(type, meeting.older.checkpoint(), Hook.MAIN);
            Upgrade upgrade = workshop.upgrade();
            assertFalse(upgrade.ended());
            assertEquals(OperationState.RUNNING, first.state());
            meeting.gate.open();
            Meeting.endsWell(first);
            upgrade.end();
            assertEquals(List.of(), upgrade.used());
            CheckpointId same = type == OperationType.PROTECT ? first.view().checkpoint() : meeting.older.checkpoint();
            Meeting.endsWell(meeting.begin(OperationType.VERIFY, type == OperationType.DELETE ? meeting.newer.checkpoint() : same));
            assertEquals(List.of(OperationType.VERIFY), upgrade.used());
            meeting.leavesNothingBehind(home);
        }
    }

    private void beginsDuringAnUpgrade(OperationType type) throws Exception {
        assertBothGoOn("upgrade", type.word());
        Path home = Files.createTempDirectory(folder, "home");
        try (Workshop workshop = new Workshop(framework, home)) {
            Meeting meeting = workshop.meeting();
            OperationHandle reader = meeting.held(OperationType.VERIFY, meeting.older.checkpoint(), Hook.MAIN);
            Upgrade upgrade = workshop.upgrade();
            boolean reads = type == OperationType.RESTORE || type == OperationType.VERIFY || type == OperationType.COPY;
            Meeting.endsWell(meeting.begin(type, (reads ? meeting.older : meeting.newer).checkpoint()));
            assertEquals(List.of(type), upgrade.used());
            assertFalse(upgrade.ended());
            meeting.gate.open();
            Meeting.endsWell(reader);
            upgrade.end();
            meeting.leavesNothingBehind(home);
        }
    }

    @Test
    @DisplayName("while upgrade runs, upgrade begins")
    void whileUpgradeRunsUpgradeBegins() throws Exception {
        assertBothGoOn("upgrade", "upgrade");
        Path home = Files.createTempDirectory(folder, "home");
        try (Workshop workshop = new Workshop(framework, home)) {
            Meeting meeting = workshop.meeting();
            OperationHandle reader = meeting.held(OperationType.VERIFY, meeting.older.checkpoint(), Hook.MAIN);
            Upgrade first = workshop.upgrade();
            Upgrade second = workshop.upgrade();
            second.end();
            assertFalse(first.ended());
            Meeting.endsWell(meeting.begin(OperationType.RESTORE, meeting.newer.checkpoint()));
            assertEquals(List.of(OperationType.RESTORE), second.used());
            assertEquals(List.of(), first.used());
            meeting.gate.open();
            Meeting.endsWell(reader);
            first.end();
            meeting.leavesNothingBehind(home);
        }
    }

    @Test
    @DisplayName("while upgrade runs, collect begins")
    void whileUpgradeRunsCollectBegins() throws Exception {
        assertBothGoOn("upgrade", "collect");
        Path home = Files.createTempDirectory(folder, "home");
        try (Workshop workshop = new Workshop(framework, home)) {
            Meeting meeting = workshop.meeting();
            meeting.doom(meeting.newer.checkpoint());
            OperationHandle reader = meeting.held(OperationType.VERIFY, meeting.older.checkpoint(), Hook.MAIN);
            Upgrade upgrade = workshop.upgrade();
            assertTrue(workshop.collect(CollectListener.NONE).whole());
            assertEquals(List.of(OperationType.DELETE), upgrade.used());
            assertFalse(upgrade.ended());
            meeting.gate.open();
            Meeting.endsWell(reader);
            upgrade.end();
            meeting.leavesNothingBehind(home);
        }
    }

    @Test
    @DisplayName("while collect runs, upgrade begins")
    void whileCollectRunsUpgradeBegins() throws Exception {
        assertBothGoOn("collect", "upgrade");
        Path home = Files.createTempDirectory(folder, "home");
        try (Workshop workshop = new Workshop(framework, home)) {
            Meeting meeting = workshop.meeting();
            meeting.doom(meeting.newer.checkpoint());
            List<Upgrade> upgrades = new CopyOnWriteArrayList<>();
            assertTrue(workshop.collect(new CollectListener() {
                @Override
                public void purging(List<CheckpointId> checkpoints) throws RedoubtException {
                    try {
                        upgrades.add(workshop.upgrade());
                        upgrades.getFirst().end();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
            }).whole());
            assertEquals(List.of(OperationType.DELETE), upgrades.getFirst().used());
            meeting.leavesNothingBehind(home);
        }
    }

    @Test
    @DisplayName("while upgrade runs, stop begins")
    void whileUpgradeRunsStopBegins() throws Exception {
        assertBothGoOn("upgrade", "stop");
        Path home = Files.createTempDirectory(folder, "home");
        try (Workshop workshop = new Workshop(framework, home)) {
            Meeting meeting = workshop.meeting();
            OperationHandle running = meeting.held(OperationType.PROTECT, meeting.older.checkpoint(), Hook.MAIN);
            Upgrade upgrade = workshop.upgrade();
            Meeting.end(meeting.stop());
            assertEquals(OperationState.CANCELLED, Fixture.end(running).state());
            assertTrue(meeting.engine.toy.log.contains("undo drop one"), "the old plugin takes back what it has done: " + meeting.engine.toy.log);
            upgrade.end();
            meeting.leavesNothingBehind(home);
        }
    }

    @Test
    @DisplayName("while stop runs, upgrade begins")
    void whileStopRunsUpgradeBegins() throws Exception {
        assertBothGoOn("stop", "upgrade");
        Path home = Files.createTempDirectory(folder, "home");
        try (Workshop workshop = new Workshop(framework, home)) {
            Meeting meeting = workshop.meeting();
            OperationHandle frozen = meeting.held(OperationType.PROTECT, meeting.older.checkpoint(), Hook.PREPARE_BEGIN);
            Gates undo = new Gates();
            meeting.engine.toy.beforeUndo(undo::holdWhateverHappens);
            FutureTask<Void> stopping = meeting.stop();
            Upgrade upgrade;
            try {
                undo.awaitHeld();
                upgrade = workshop.upgrade();
                assertFalse(upgrade.ended());
            } finally {
                undo.open();
            }
            Meeting.end(stopping);
            assertEquals(OperationState.CANCELLED, Fixture.end(frozen).state());
            upgrade.end();
            meeting.leavesNothingBehind(home);
        }
    }

    /** The same stop as in the table, but of everything: bundles go only when what is frozen has been thawed. */
    @Test
    void whileProtectIsInPrepareTheWholeFrameworkStops() throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        TestFramework whole = TestFramework.start(home);
        try (Workshop workshop = new Workshop(whole, home)) {
            Meeting meeting = workshop.meeting();
            List<Integer> states = new CopyOnWriteArrayList<>();
            meeting.engine.toy.beforeUndo(() -> states.add(workshop.first().getState()));
            whole.service(Shutdown.class).before(meeting.operations::close);
            OperationHandle frozen = meeting.held(OperationType.PROTECT, meeting.older.checkpoint(), Hook.PREPARE_BEGIN);
            whole.stop();
            assertEquals(OperationState.CANCELLED, Fixture.end(frozen).state());
            assertTrue(meeting.engine.toy.log.contains("undo thaw s"));
            assertEquals(List.of(Bundle.ACTIVE), states.stream().distinct().toList());
            meeting.leavesNothingBehind(home);
        } finally {
            whole.stop();
        }
    }
}
