package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.testkit.journal.FaultJournal;

/** Each read of the journal fails in turn, once or from then on: after a crash, and when it is asked what became of a request. */
@Timeout(600)
class JournalReadWalkTest {
    private static final OperationOptions KEYED = OperationOptions.defaults().idempotencyKey("nightly");

    @TempDir
    private Path temporary;

    private enum Kind {
        ONCE, FROM_NOW_ON;

        void in(FaultJournal journal, long n) {
            if (this == ONCE) {
                journal.failReadAt(n, ProblemKind.UNAVAILABLE);
            } else {
                journal.failReadsFrom(n, ProblemKind.UNAVAILABLE);
            }
        }
    }

    /**
     * What a runtime has left.
     *
     * @param before what there was before
     * @param remains what is found
     * @param operation its operation
     */
    private record Left(FaultScene.Before before, Remains remains, OperationId operation) {
    }

    private interface Walked {
        void go(FaultScene scene, OperationId operation) throws Exception;
    }

    private interface Check {
        void of(FaultScene scene, OperationId operation, String where) throws Exception;
    }

    private interface Reading {
        void read() throws Exception;
    }

    /** Nothing but that the journal cannot be read is an answer. */
    private static void read(Reading reading) throws Exception {
        try {
            reading.read();
        } catch (RedoubtException e) {
            assertEquals(ProblemKind.UNAVAILABLE, e.kind(), e::getMessage);
        }
    }

    private static void walk(Homes homes, Left left, Walked walked, Check check) throws Exception {
        long reads;
        try (FaultScene scene = FaultScene.after(homes.first(), left.before(), left.remains(), journal -> { })) {
            walked.go(scene, left.operation());
            reads = scene.journal.reads();
        }
        assertTrue(reads > 2, () -> "Only " + reads);
        List<Homes.Case> cases = new ArrayList<>();
        for (long n = 1; n <= reads; n++) {
            for (Kind kind : Kind.values()) {
                long read = n;
                cases.add(new Homes.Case("read " + n, kind.name(), home -> fails(home, left, walked, check, read, kind)));
            }
        }
        homes.assertEach(Sample.WHOLE, cases);
    }

    private static void fails(Path home, Left left, Walked walked, Check check, long n, Kind kind) throws Exception {
        String where = kind + " at read " + n;
        try (FaultScene scene = FaultScene.after(home, left.before(), left.remains(), journal -> kind.in(journal, n))) {
            walked.go(scene, left.operation());
            // What looks after operations in the background may have read once more when reads were counted.
            while (scene.journal.reads() < n) {
                read(() -> scene.fixture.operations.list(Fixture.CALLER.project(), true, 10));
            }
            scene.recover();
            scene.aftermath().assertClean(where);
            scene.aftermath().assertUnchanged(where);
            check.of(scene, left.operation(), where);
            scene.aftermath().assertClean(where + ", afterwards");
        }
    }

    /** A runtime that is gone, with a restore of which everything but the server was there. */
    private static Left cutOff(Homes homes) throws Exception {
        FaultScene.Before before = FaultScene.before(homes.first());
        CompletableFuture<Remains> remains = new CompletableFuture<>();
        try (FaultScene scene = FaultScene.after(homes.first(), before)) {
            scene.first.script("onComplete s 1", Rough.Fault.before(() -> {
                remains.complete(scene.remains());
                return new IOException("cut off");
            }));
            OperationView view = scene.run(RestoreRequest.of(scene.made()).target("/new")).orElseThrow();
            return new Left(before, remains.get(2, TimeUnit.MINUTES), view.id());
        }
    }

    private static void end(OperationHandle handle) throws Exception {
        Fixture.end(handle);
    }

    @Test
    void afterACrash() throws Exception {
        Homes homes = new Homes(temporary);
        walk(homes, cutOff(homes), (scene, id) -> {
            OperationCatalog operations = scene.fixture.operations;
            read(() -> operations.list(Fixture.CALLER.project(), true, 10));
            read(() -> operations.show(Fixture.CALLER.project(), id));
            read(() -> operations.steps(Fixture.CALLER.project(), id));
            read(() -> end(operations.resume(Fixture.CALLER.project(), id)));
            read(() -> operations.show(Fixture.CALLER.project(), id).resources());
        }, (scene, id, where) -> {
            OperationView view = scene.fixture.operations.show(Fixture.CALLER.project(), id);
            if (view.state() != OperationState.SUCCEEDED) {
                scene.aftermath().resume(view, where);
            }
            assertEquals(scene.aftermath().restored(), scene.estate.at("/new"), where);
            assertEquals(OperationState.UNDONE, Fixture.end(scene.fixture.operations.undo(Fixture.CALLER.project(), id)).state(), where);
            assertEquals(Map.of(), scene.estate.at("/new"), where);
        });
    }

    @Test
    void whenARequestIsMadeASecondTime() throws Exception {
        Homes homes = new Homes(temporary);
        FaultScene.Before before = FaultScene.before(homes.first());
        Left left;
        try (FaultScene scene = FaultScene.after(homes.first(), before)) {
            OperationView view = scene.run(keyed(scene)).orElseThrow();
            left = new Left(before, scene.remains(), view.id());
        }
        walk(homes, left, (scene, id) -> {
            read(() -> assertEquals(id, Fixture.end(scene.fixture.begin(keyed(scene))).id()));
            // What cannot be read of the resources is said in the log.
            read(() -> assertTrue(Set.of(0, 4).contains(scene.fixture.operations.show(Fixture.CALLER.project(), id).resources().size())));
            read(() -> assertEquals(8, scene.fixture.operations.timeline(Fixture.CALLER.project(), id).size()));
        }, (scene, id, where) -> {
            assertEquals(id, Fixture.end(scene.fixture.begin(keyed(scene))).id(), where);
            assertEquals(List.of(id), scene.fixture.operations.list(Fixture.CALLER.project(), false, 10).stream().map(OperationView::id)
                    .filter(each -> !each.equals(before.made().map(OperationView::id).orElse(each))).toList(), where);
        });
    }

    private static OperationRequest keyed(FaultScene scene) {
        return RestoreRequest.of(scene.made()).target("/new").options(KEYED);
    }
}
