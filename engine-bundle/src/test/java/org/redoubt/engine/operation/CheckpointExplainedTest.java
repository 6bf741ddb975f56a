package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.Grace;
import org.redoubt.engine.checkpoint.Readability;
import org.redoubt.engine.owner.Writer;
import org.redoubt.engine.service.WhyCheckpoint;

/** What people are told of a checkpoint. */
class CheckpointExplainedTest {
    @TempDir
    private Path home;

    private static Explanation why(Fixture fixture, OperationView made, CheckpointStatus expected) throws RedoubtException {
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, made.checkpoint())) {
            CheckpointView view = located.stored().view(Readability.UNKNOWN, Grace.UNKNOWN);
            assertEquals(expected, view.status());
            return new WhyCheckpoint(fixture.operations, Fixture.CALLER, id -> Optional.empty()).explain(view);
        }
    }

    @Test
    void whoIsAtWorkOnOneOfAnotherRuntimeIsTold() throws Exception {
        try (Fixture fixture = new Fixture(home.resolve("one"))) {
            OperationView failed = failed(fixture);
            CheckpointView view = new CheckpointStore(fixture.documents("default"), fixture.engine.clock()).find(failed.checkpoint()).orElseThrow()
                    .view(Readability.UNKNOWN, Grace.UNKNOWN);
            Owner other = new Owner("6ba7b811-9dad-41d1-80b4-00c04fd430c8", 3);
            try (Fixture elsewhere = new Fixture(home.resolve("two"))) {
                List<String> said = new WhyCheckpoint(elsewhere.operations, Fixture.CALLER, id -> Optional.of(new Writer(other, Duration.ofSeconds(12)))).explain(view)
                        .sentences();
                assertTrue(said.contains("The runtime " + other.runtime() + ", in its life 3, is at work on it; its last sign of life was seen here 12 s ago."), said::toString);
            }
        }
    }

    private static OperationView failed(Fixture fixture) throws Exception {
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "Not yet."));
        });
        OperationView failed = fixture.run(fixture.protectAll());
        assertEquals(OperationState.FAILED, failed.state());
        return failed;
    }

    @Test
    void oneWhoseProtectHasFailedCanBeGoneOnWithOrDeleted() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OperationView failed = failed(fixture);
            assertSince(fixture, failed, CheckpointStatus.ERROR, CheckpointView::completedAt);
            Explanation why = why(fixture, failed, CheckpointStatus.ERROR);
            assertTrue(why.sentences().contains("The protect " + failed.id() + " of it is failed."), why.sentences()::toString);
            assertEquals(List.of("Go on with its operation when that is mended: `redoubt resume " + failed.id()
                    + "`; what is stored already is not stored twice.",
                    "Or delete it with `redoubt delete " + failed.checkpoint() + "`, and protect again."), why.advice().subList(0, 2));
        }
    }

    @Test
    void oneThatWasGivenUpCanOnlyBeDeleted() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            Gates main = new Gates();
            fixture.toy.answerUndo(UndoResult.cannot("The array is away."));
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> main.hold());
            OperationHandle handle = fixture.begin(fixture.protectAll());
            main.awaitHeld();
            handle.cancel("The test wants it.");
            main.open();
            OperationView cancelled = Fixture.end(handle);
            assertTrue(why(fixture, cancelled, CheckpointStatus.ERROR).advice().getFirst().contains("redoubt resume " + cancelled.id()));
            fixture.toy.answerUndo(UndoResult.done());
            assertEquals(0, Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), cancelled.id())).openUndoSteps());
            assertEquals("Nothing can be restored from it: delete it with `redoubt delete " + cancelled.checkpoint() + "`, and protect again.",
                    why(fixture, cancelled, CheckpointStatus.ERROR).advice().getFirst());
        }
    }

    private static void assertSince(Fixture fixture, OperationView made, CheckpointStatus status, Function<CheckpointView, Optional<Instant>> when)
            throws RedoubtException {
        CheckpointView view = new CheckpointStore(fixture.documents("default"), fixture.engine.clock()).find(made.checkpoint()).orElseThrow()
                .view(Readability.UNKNOWN, Grace.UNKNOWN);
        assertEquals(status, view.status());
        assertTrue(when.apply(view).isPresent());
        assertEquals(when.apply(view), new WhyCheckpoint(fixture.operations, Fixture.CALLER, id -> Optional.empty()).explain(view).since());
    }

    @Test
    void sinceWhenItHasItsStatusIsTold() throws Exception {
        Gates main = new Gates();
        Gates purge = new Gates();
        try (Fixture fixture = new Fixture(home)) {
            StagedPlugin staged = StagedPlugin.of(fixture);
            staged.inMain(OperationType.PROTECT, "one", context -> main.hold());
            OperationHandle making = fixture.begin(fixture.protectAll());
            main.awaitHeld();
            assertSince(fixture, making.view(), CheckpointStatus.PROTECTING, view -> Optional.of(view.createdAt()));
            main.open();
            OperationView made = Fixture.end(making);
            assertSince(fixture, made, CheckpointStatus.AVAILABLE, CheckpointView::completedAt);
            fixture.run(DeleteRequest.of(made.checkpoint()));
            assertSince(fixture, made, CheckpointStatus.DELETED, CheckpointView::deletedAt);
            staged.inMain(OperationType.DELETE, "one", context -> {
                purge.hold();
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "Not yet."));
            });
            OperationHandle purging = fixture.begin(DeleteRequest.of(made.checkpoint()).purge());
            purge.awaitHeld();
            assertSince(fixture, made, CheckpointStatus.DELETING, CheckpointView::statusSince);
            purge.open();
            assertEquals(OperationState.FAILED, Fixture.end(purging).state());
            assertSince(fixture, made, CheckpointStatus.ERROR_DELETING, CheckpointView::statusSince);
        } finally {
            main.open();
            purge.open();
        }
    }

    @Test
    void howFarTheSnapshotsOfAGroupAreApartIsTold() throws Exception {
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        try (Fixture fixture = new Fixture(home)) {
            fixture.toy.snapshots.putAll(Map.of("s", first.plusMillis(5), "one", first, "two", first.plusMillis(12)));
            OperationView made = fixture.run(fixture.protectAll());
            assertEquals(OperationState.SUCCEEDED, made.state());
            try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, made.checkpoint())) {
                assertEquals(Optional.of(Duration.ofMillis(12)), located.stored().view(Readability.UNKNOWN, Grace.UNKNOWN).skew());
            }
            assertEquals("The checkpoint is available, and its consistency is crash, with snapshots of one group 12 ms apart.",
                    why(fixture, made, CheckpointStatus.AVAILABLE).sentences().getFirst());
        }
    }
}
