package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
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
        return isWhole(scene.fixture, Fixture.TWO.ref()) && isWhole(scene.fixture, FaultScene.THREE.ref());
    }

    /** Whether it is recorded that the operation that is open has done all of a resource. */
    private static boolean isWhole(Fixture fixture, ResourceRef ref) {
        try {
            OperationView open = fixture.operations.list(Fixture.CALLER.project(), true, 1).getFirst();
            RecordedOperation recorded = RecordedOperation.read(fixture.journal, open.id());
            return recorded.whole().get(recorded.graph().number(ref).orElseThrow());
        } catch (RedoubtException unreadable) {
            throw new AssertionError(unreadable);
        }
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

    /** What its first run has delivered may be in use by now; what the second one has begun is nobody's. */
    @Test
    void aRestoreThatHasDeliveredSomething() throws Exception {
        FaultScene.Before before = FaultScene.before(home);
        CompletableFuture<Remains> remains = new CompletableFuture<>();
        OperationView failed;
        try (FaultScene scene = FaultScene.after(home, before, OFTEN)) {
            scene.first.script("onMain one 1", Rough.Fault.before(() -> new IOException("first")));
            scene.first.script("onMain one 2", Rough.Fault.after(() -> {
                assertTrue(scene.estate.at("/new").containsKey("one"));
                remains.complete(scene.remains());
                return new IOException("cut off");
            }));
            failed = scene.run(RestoreRequest.of(scene.made()).target("/new").options(OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE))).orElseThrow();
            assertEquals(OperationState.FAILED, failed.state());
            assertEquals(scene.aftermath().restored(Set.of("three")), scene.estate.at("/new"));
            Fixture.end(scene.fixture.operations.resume(Fixture.CALLER.project(), failed.id()));
        }
        try (FaultScene next = FaultScene.after(home, before, remains.get(2, TimeUnit.MINUTES), journal -> { })) {
            next.aftermath().assertClean("after it was cut off");
            Map<String, String> left = next.estate.at("/new");
            assertEquals(next.aftermath().restored(Set.of("three")).get("three"), left.get("three"), left::toString);
            FaultScene.await(() -> !next.estate.at("/new").containsKey("one"), "what the second run has begun is taken back");
            next.aftermath().resume(next.fixture.operations.show(Fixture.CALLER.project(), failed.id()), "gone on with");
            assertEquals(next.aftermath().restored(), next.estate.at("/new"));
            assertEquals(OperationState.UNDONE, Fixture.end(next.fixture.operations.undo(Fixture.CALLER.project(), failed.id())).state());
            assertEquals(Map.of(), next.estate.at("/new"));
        }
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
    void aProtectDoesAnewWhatIsLessConsistentThanItsPlanDemands() throws Exception {
        Resource weak = Resource.of("Toy::Volume", "three", "three");
        ResourceGraph graph = ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).add(weak).build();
        try (Fixture fixture = new Fixture(home, graph, OFTEN)) {
            fixture.toy.grades.putAll(Map.of("one", Grade.FILESYSTEM, "two", Grade.FILESYSTEM, "three", Grade.CRASH));
            fixture.toy.before(OperationType.PROTECT, Hook.COMPLETE, "one", context -> FaultScene.await(
                    () -> isWhole(fixture, Fixture.TWO.ref()) && isWhole(fixture, weak.ref()), "the record of what is done"));
            Plan plan = Plan.builder("all").resource(Fixture.ONE.ref()).resource(Fixture.TWO.ref()).resource(weak.ref())
                    .minimumConsistency(Grade.FILESYSTEM).build();
            OperationView failed = fixture.run(ProtectRequest.of(plan));
            assertEquals(OperationState.FAILED, failed.state());
            fixture.toy.before(OperationType.PROTECT, Hook.COMPLETE, "one", context -> { });
            fixture.toy.grades.put("three", Grade.FILESYSTEM);
            fixture.toy.log.clear();
            OperationView view = Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), failed.id()));
            assertEquals(OperationState.SUCCEEDED, view.state(), view.problems()::toString);
            assertTrue(fixture.toy.log.contains("main three"), fixture.toy.log::toString);
            assertFalse(fixture.toy.log.contains("main two"), fixture.toy.log::toString);
        }
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
