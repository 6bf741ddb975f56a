package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.lattice.Grace;
import org.redoubt.testkit.journal.FaultJournal;

/** Each record of the journal in each of the five operations fails in turn, in each way; the same runtime goes on, or another one comes. */
class JournalFaultWalkTest {
    private static final Patience GIVES_UP = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ZERO, Duration.ZERO));

    private enum Kind {
        FAILS, FAILS_FROM, ANSWER_LOST, SLOW;

        void in(FaultJournal journal, long n) {
            switch (this) {
                case FAILS -> journal.failAt(n, ProblemKind.FULL);
                case FAILS_FROM -> journal.failFrom(n, ProblemKind.UNAVAILABLE);
                case ANSWER_LOST -> journal.loseAnswer(n, ProblemKind.UNAVAILABLE);
                case SLOW -> journal.holdFrom(n);
            }
        }
    }

    @TempDir
    private Path temporary;

    private interface Check {
        void of(Aftermath left, Optional<OperationView> ended, String where) throws Exception;
    }

    private void walk(Sample sample, FaultScene.Request request, Check check) throws Exception {
        Homes homes = new Homes(temporary);
        FaultScene.Before before = FaultScene.before(homes.first());
        long records;
        try (FaultScene scene = FaultScene.after(homes.first(), before)) {
            assertEquals(OperationState.SUCCEEDED, scene.run(request.on(scene)).orElseThrow().state());
            records = scene.journal.records();
        }
        List<Homes.Case> cases = new ArrayList<>();
        AtomicInteger struck = new AtomicInteger();
        for (long n = 1; n <= records; n++) {
            for (Kind kind : Kind.values()) {
                long record = n;
                boolean restarts = (n + kind.ordinal()) % 2 == 0;
                cases.add(new Homes.Case("record " + n, kind.name(), home -> {
                    if (fails(home, before, request, check, record, kind, restarts)) {
                        struck.incrementAndGet();
                    }
                }));
            }
        }
        int run = homes.assertEach(sample, cases);
        assertTrue(struck.get() >= run * 3 / 4, () -> "Only " + struck + " of " + run + " faults struck.");
    }

    /** Whether the fault struck: progress goes together by time, so there may be fewer records than when they were counted. */
    private static boolean fails(Path home, FaultScene.Before before, FaultScene.Request request, Check check, long n, Kind kind, boolean restarts) throws Exception {
        String where = kind + " at record " + n + (restarts ? ", then restarted" : "");
        FaultScene scene = FaultScene.after(home, before, kind == Kind.SLOW ? GIVES_UP : Patience.DEFAULT);
        try {
            kind.in(scene.journal, n);
            Optional<OperationView> ended = kind == Kind.SLOW ? scene.outwait(request.on(scene), n) : scene.run(request.on(scene));
            boolean struck = scene.journal.records() >= n;
            if (restarts) {
                scene = scene.restarted();
            }
            scene.recover();
            scene.aftermath().assertClean(where);
            if (ended.isEmpty()) {
                assertEquals(List.of(scene.made()), scene.fixture.operations.list(Fixture.CALLER.project(), false, 10).stream()
                        .map(OperationView::checkpoint).toList(), where);
                assertEquals(1, scene.checkpoints("default").size(), where);
            }
            check.of(scene.aftermath(), ended, where);
            scene.aftermath().assertClean(where + ", afterwards");
            return struck;
        } finally {
            scene.close();
        }
    }

    @Test
    void aProtect() throws Exception {
        walk(Sample.WHOLE, scene -> scene.fixture.protectAll(), (left, ended, where) -> {
            FaultScene scene = left.scene();
            left.assertUnchanged(where);
            if (ended.isEmpty()) {
                return;
            }
            OperationView view = scene.fixture.operations.show(Fixture.CALLER.project(), ended.get().id());
            if (ended.get().state() == OperationState.SUCCEEDED) {
                assertEquals(OperationState.SUCCEEDED, scene.found(view.id()), where);
            } else {
                left.resume(view, where);
            }
            left.assertWhole(view.checkpoint(), where);
        });
    }

    /** How an operation stands when everything works again; one that was called a success has to stay one. */
    private static OperationView found(Aftermath left, OperationView ended, String where) throws Exception {
        if (ended.state() == OperationState.SUCCEEDED && ended.type() != OperationType.VERIFY) {
            assertEquals(OperationState.SUCCEEDED, left.scene().found(ended.id()), where);
        }
        // Nobody can know of a verify whose end was not recorded whether it had come to it.
        return left.scene().fixture.operations.show(Fixture.CALLER.project(), ended.id());
    }

    @Test
    void aVerify() throws Exception {
        walk(Sample.OF_THE_BUILD, scene -> VerifyRequest.of(scene.made()), (left, ended, where) ->
                left.assertVerified(ended.isEmpty() ? ended : Optional.of(found(left, ended.get(), where)), true, where));
    }

    @Test
    void aCopy() throws Exception {
        walk(Sample.OF_THE_BUILD, scene -> CopyRequest.of(scene.made(), "other"), (left, ended, where) ->
                left.assertCopied(ended.isEmpty() ? ended : Optional.of(found(left, ended.get(), where)), true, where));
    }

    @Test
    void aDelete() throws Exception {
        walk(Sample.OF_THE_BUILD, scene -> DeleteRequest.of(scene.made()).purge(), (left, ended, where) ->
                left.assertDeleted(ended.isEmpty() ? ended : Optional.of(found(left, ended.get(), where)), true, where));
    }

    @Test
    void aRestore() throws Exception {
        walk(Sample.WHOLE, scene -> RestoreRequest.of(scene.made()).target("/new"), (left, ended, where) -> {
            FaultScene scene = left.scene();
            left.assertUnchanged(where);
            if (ended.isEmpty()) {
                assertEquals(Map.of(), scene.estate.at("/new"), where);
                return;
            }
            OperationView view = scene.fixture.operations.show(Fixture.CALLER.project(), ended.get().id());
            if (ended.get().state() == OperationState.SUCCEEDED) {
                assertEquals(left.restored(), scene.estate.at("/new"), where);
            }
            if (view.state() != OperationState.SUCCEEDED) {
                left.resume(view, where);
                assertEquals(left.restored(), scene.estate.at("/new"), where);
            }
            assertEquals(OperationState.UNDONE, Fixture.end(scene.fixture.operations.undo(Fixture.CALLER.project(), view.id())).state(), where);
            assertEquals(Map.of(), scene.estate.at("/new"), where);
        });
    }
}
