package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.journal.RecordedOperation;

/** What a runtime that is gone had finished of a resource is not done once more when another one goes on. */
class ResumedTest {
    private static final Patience OFTEN = new Patience(Patience.DEFAULT.answer(), Patience.DEFAULT.question(), Patience.DEFAULT.undo(),
            Patience.DEFAULT.hooks(), Duration.ofMillis(1));

    @TempDir
    private Path home;

    private interface Check {
        void of(FaultScene next, OperationId operation) throws Exception;
    }

    /** Cuts an operation off in a hook, when all that is done of the volumes two and three is recorded; what another runtime then does is checked. */
    private void cutOff(FaultScene.Request request, String hook, Check check) throws Exception {
        FaultScene.Before before = FaultScene.before(home);
        CompletableFuture<Remains> remains = new CompletableFuture<>();
        OperationView cut;
        try (FaultScene scene = FaultScene.after(home, before, OFTEN)) {
            scene.first.script(hook, Rough.Fault.before(() -> {
                FaultScene.await(() -> isRecorded(scene), "the record of what is done");
                remains.complete(scene.remains());
                return new IOException("cut off");
            }));
            cut = scene.run(request.on(scene)).orElseThrow();
        }
        try (FaultScene next = FaultScene.after(home, before, remains.get(2, TimeUnit.MINUTES), journal -> { })) {
            check.of(next, cut.id());
        }
    }

    private static boolean isRecorded(FaultScene scene) {
        try {
            OperationView open = scene.fixture.operations.list(Fixture.CALLER.project(), true, 1).getFirst();
            RecordedOperation recorded = RecordedOperation.read(scene.journal, open.id());
            BitSet whole = recorded.whole();
            return whole.get(number(recorded, Fixture.TWO.ref())) && whole.get(number(recorded, FaultScene.THREE.ref()));
        } catch (RedoubtException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static int number(RecordedOperation recorded, ResourceRef ref) {
        return recorded.graph().number(ref).orElseThrow();
    }

    /** The hooks of volumes that were called. */
    private static Set<String> called(FaultScene scene) {
        return scene.pluginSites.seen().stream().filter(place -> place.startsWith("on") && !place.startsWith("onCheck") && !place.contains(" s "))
                .collect(Collectors.toSet());
    }

    @Test
    void aRestore() throws Exception {
        cutOff(scene -> RestoreRequest.of(scene.made()).target("/new"), "onComplete one 1", (next, id) -> {
            OperationView view = Fixture.end(next.fixture.operations.resume(Fixture.CALLER.project(), id));
            assertEquals(OperationState.SUCCEEDED, view.state(), view.problems()::toString);
            assertEquals(Set.of("onMain one 1", "onComplete one 1"), called(next));
            assertEquals(next.aftermath().restored(), next.estate.at("/new"));
        });
    }

    @Test
    void aCopy() throws Exception {
        cutOff(scene -> CopyRequest.of(scene.made(), "other"), "onComplete one 1", (next, id) -> {
            assertEquals(OperationState.SUCCEEDED, next.found(id));
            assertEquals(Set.of("onComplete one 1"), called(next));
            OperationView view = next.fixture.operations.show(Fixture.CALLER.project(), id);
            next.aftermath().assertWhole(view.targetCheckpoint().orElseThrow(), "when it was gone on with");
        });
    }

    @Test
    void aDeletion() throws Exception {
        cutOff(scene -> DeleteRequest.of(scene.made()).purge(), "onMain one 1", (next, id) -> {
            assertEquals(OperationState.SUCCEEDED, next.found(id));
            assertEquals(Set.of("onMain one 1"), called(next));
            assertEquals(CheckpointStatus.PURGED, next.status(next.made()));
        });
    }
}
