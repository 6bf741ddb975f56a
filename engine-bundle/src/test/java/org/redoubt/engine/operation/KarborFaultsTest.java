package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.DeleteContext;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.framework.PluginJar;
import org.redoubt.engine.framework.TestFramework;
import org.redoubt.engine.lattice.Grace;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.plugin.PluginRegistry;
import org.redoubt.engine.plugin.Selection;
import org.redoubt.engine.plugin.Selector;
import org.redoubt.engine.plugin.Written;

/** What was wrong in Karbor's protection service and must never be wrong here: one test for each fault. */
class KarborFaultsTest {
    @TempDir
    private Path home;

    private static CheckpointStatus status(Fixture engine, OperationView view) throws Exception {
        try (CheckpointFinder.Located located = engine.finder().locate(Fixture.CALLER, view.checkpoint())) {
            return located.stored().status();
        }
    }

    @Test
    void aFailureWhileTheFlowIsBuiltLeavesNoStatusStuck() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            engine.plugins.put("Toy::Volume", new Wrapped(engine.toy) {
                @Override
                public Operation<ProtectContext> getProtectOperation(Resource resource) {
                    throw new NoClassDefFoundError("org/example/Gone");
                }
            });
            assertThrows(RefusedException.class, () -> engine.begin(engine.protectAll()));
            assertEquals(List.of(), engine.operations.list(Fixture.CALLER.project(), false, 100));
            assertEquals(List.of(), engine.banks.get("default").list(Prefix.of("checkpoints"), Optional.empty(), 100).objects());
            engine.plugins.put("Toy::Volume", engine.toy);
            assertEquals(OperationState.SUCCEEDED, engine.run(engine.protectAll()).state());
        }
    }

    @Test
    void aFailureWhileTheFlowOfARestoreOrADeleteIsBuiltLeavesTheCheckpointAsItIs() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            OperationView made = engine.run(engine.protectAll());
            Map<Key, byte[]> before = Remains.contents(engine.banks.get("default"));
            engine.plugins.put("Toy::Volume", new Wrapped(engine.toy) {
                @Override
                public Operation<RestoreContext> getRestoreOperation(Resource resource) {
                    throw new NoClassDefFoundError("org/example/Gone");
                }

                @Override
                public Operation<DeleteContext> getDeleteOperation(Resource resource) {
                    throw new IllegalStateException("It is broken.");
                }
            });
            List<OperationRequest> requests = List.of(RestoreRequest.of(made.checkpoint()).target("/new"), DeleteRequest.of(made.checkpoint()),
                    DeleteRequest.of(made.checkpoint()).purge());
            for (OperationRequest request : requests) {
                assertThrows(RefusedException.class, () -> engine.begin(request));
                assertEquals(CheckpointStatus.AVAILABLE, status(engine, made));
                assertEquals(before.keySet(), Remains.contents(engine.banks.get("default")).keySet());
            }
            assertEquals(List.of(made.id()), engine.operations.list(Fixture.CALLER.project(), false, 100).stream().map(OperationView::id).toList());
            assertEquals(0, engine.leased());
            engine.plugins.put("Toy::Volume", engine.toy);
            for (OperationRequest request : requests) {
                assertEquals(OperationState.SUCCEEDED, engine.run(request).state());
            }
        }
    }

    @Test
    void aCheckpointWhoseDeletionFailedIsDeletedByTheNextAttempt() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            OperationView made = engine.run(engine.protectAll());
            engine.plugins.put("Toy::Volume", new Wrapped(engine.toy) {
                @Override
                public Operation<DeleteContext> getDeleteOperation(Resource resource) {
                    return new Operation<>() {
                        @Override
                        public void onMain(Checkpoint k, Resource r, DeleteContext c, Parameters p) throws Exception {
                            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "The array is away."));
                        }
                    };
                }
            });
            assertEquals(OperationState.FAILED, engine.run(DeleteRequest.of(made.checkpoint()).purge()).state());
            assertEquals(CheckpointStatus.ERROR_DELETING, status(engine, made));
            engine.plugins.put("Toy::Volume", engine.toy);
            assertEquals(OperationState.SUCCEEDED, engine.run(DeleteRequest.of(made.checkpoint()).purge()).state());
            assertEquals(ProblemKind.NOT_FOUND, assertThrows(RedoubtException.class, () -> engine.begin(DeleteRequest.of(made.checkpoint()).purge())).kind());
        }
    }

    @Test
    void aDeletionIsRecordedAsADeletion() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            OperationView made = engine.run(engine.protectAll());
            OperationView deleted = engine.run(DeleteRequest.of(made.checkpoint()).purge());
            assertEquals(OperationType.DELETE, deleted.type());
            assertEquals(OperationType.DELETE, engine.operations.show(Fixture.CALLER.project(), deleted.id()).type());
            assertEquals(List.of(OperationType.DELETE, OperationType.PROTECT),
                    engine.operations.list(Fixture.CALLER.project(), false, 100).stream().map(OperationView::type).toList());
            assertTrue(engine.journal.find(deleted.id()).orElseThrow().document().toString().contains("\"type\":\"delete\""));
        }
    }

    @Test
    void ofTwoPluginsForOneTypeOneIsChosenByRuleAndTheWriterReadsWhatItWrote() throws Exception {
        TestFramework framework = TestFramework.start(home);
        try {
            PluginJar jars = new PluginJar(home);
            PluginRegistry registry = framework.service(PluginRegistry.class);
            framework.install("one", jars.bytes("old.maker", "1.0.0", PluginJar.type("Probe")));
            framework.install("two", jars.bytes("new.maker", "2.0.0", PluginJar.type("Probe")));
            for (int again = 0; again < 3; again++) {
                assertEquals("new.maker", name(registry.select(Selector.protect("Probe", Optional.empty()))));
            }
            assertEquals(2, registry.views().size(), "both are shown");
            Version format = Version.emptyVersion;
            try (PluginLease lease = registry.select(Selector.protect("Probe", Optional.empty())).lease().orElseThrow()) {
                format = lease.format();
            }
            Written byTheOld = new Written("old.maker", format);
            assertEquals("old.maker", name(registry.select(Selector.reading("Probe", OperationType.RESTORE, Optional.empty(), byTheOld))));
        } finally {
            framework.stop();
        }
    }

    private static String name(Selection selection) {
        try (PluginLease lease = selection.lease().orElseThrow(() -> new AssertionError(selection.why()))) {
            return lease.id().name();
        }
    }

    @Test
    void aResourceThatIsRenamedAfterItWasPlannedIsProtectedUnderItsNewNameAndRestoredUnderTheOld() throws Exception {
        Plan plan = Plan.builder("all").resource(Fixture.ONE.ref()).build();
        try (Fixture before = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build())) {
            OperationView first = before.run(ProtectRequest.of(plan));
            Resource renamed = Resource.of(Fixture.ONE.type(), Fixture.ONE.id(), "renamed");
            try (Fixture after = new Fixture(home, ResourceGraph.builder().add(renamed).build())) {
                after.banks.putAll(before.banks);
                OperationView second = after.run(ProtectRequest.of(plan));
                assertEquals(OperationState.SUCCEEDED, second.state(), second.problems().toString());
                assertEquals("renamed", second.resources().getFirst().resource().name());
                OperationView restored = after.run(RestoreRequest.of(first.checkpoint()).target("/new"));
                assertEquals(Optional.of("/new/one"), restored.resources().getFirst().restoredTo());
            }
        }
    }

    @Test
    void resourcesOfDifferentTypesWithTheSameIdAreTwo() throws Exception {
        Resource server = Resource.of("Toy::Server", "same", "server");
        Resource volume = Resource.of("Toy::Volume", "same", "volume");
        try (Fixture engine = new Fixture(home, ResourceGraph.builder().add(server).add(volume).edge(server.ref(), volume.ref()).build())) {
            OperationView made = engine.run(engine.protectAll());
            assertEquals(OperationState.SUCCEEDED, made.state(), made.problems().toString());
            Set<String> both = new HashSet<>();
            made.resources().forEach(outcome -> both.add(outcome.resource().ref() + " " + outcome.status()));
            assertEquals(Set.of(server.ref() + " " + ResourceStatus.DONE, volume.ref() + " " + ResourceStatus.DONE), both);
            assertEquals(2, engine.toy.log.stream().filter("main same"::equals).count());
            assertEquals(OperationState.SUCCEEDED, engine.run(VerifyRequest.of(made.checkpoint())).state());
        }
    }

    @Test
    void aGraphWithMorePathsThanAtomsIsWalkedOnceForEachResource() throws Exception {
        int levels = 300;
        ResourceGraph.Builder graph = ResourceGraph.builder();
        for (int level = 0; level < levels; level++) {
            graph.add(rung(level, 0)).add(rung(level, 1));
        }
        for (int level = 1; level < levels; level++) {
            for (int from = 0; from < 2; from++) {
                graph.edge(rung(level - 1, from).ref(), rung(level, 0).ref()).edge(rung(level - 1, from).ref(), rung(level, 1).ref());
            }
        }
        try (Fixture engine = new Fixture(home, graph.build())) {
            OperationView made = engine.run(engine.protectAll());
            assertEquals(OperationState.SUCCEEDED, made.state(), made.problems().toString());
            assertEquals(2 * levels, made.resources().size());
            assertEquals(2 * levels, engine.toy.log.stream().filter(line -> line.startsWith("main ")).count());
            assertEquals(2 * levels, engine.toy.log.stream().filter(line -> line.startsWith("main ")).distinct().count());
        }
    }

    private static Resource rung(int level, int side) {
        return Resource.of("Toy::Volume", level + "-" + side, level + "-" + side);
    }

    @Test
    void aHookThatNeverEndsDoesNotKeepItsOperationForEver() throws Exception {
        Patience hurry = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ZERO, Duration.ofMinutes(5)));
        try (Fixture engine = new Fixture(home, Fixture.serverWithTwoVolumes(), hurry)) {
            engine.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "one", context -> new Gates().hold());
            Plan plan = Plan.builder("all").resource(Fixture.SERVER.ref()).hookTimeout(Duration.ofMillis(500)).build();
            OperationView ended = engine.run(ProtectRequest.of(plan));
            assertEquals(OperationState.FAILED, ended.state());
            assertEquals(ProblemKind.TIMEOUT, ended.problems().getFirst().kind(), ended.problems().toString());
            assertEquals(0, ended.openUndoSteps());
            assertEquals(CheckpointStatus.ERROR, status(engine, ended));
        }
    }

    @Test
    void whatAResourceWasRestoredAsReachesItsParentAsAResource() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            OperationView made = engine.run(engine.protectAll());
            OperationView restored = engine.run(RestoreRequest.of(made.checkpoint()).target("/new"));
            assertEquals(OperationState.SUCCEEDED, restored.state(), restored.problems().toString());
            assertTrue(engine.toy.log.containsAll(List.of("s found /new/one", "s found /new/two")), engine.toy.log.toString());
            assertTrue(restored.resources().stream().allMatch(outcome -> outcome.restoredTo().isPresent()));
        }
    }

    /** A plugin that is another one but for what a test changes. */
    private abstract static class Wrapped implements ProtectionPlugin {
        private final ProtectionPlugin like;

        Wrapped(ProtectionPlugin like) {
            this.like = like;
        }

        @Override
        public Operation<ProtectContext> getProtectOperation(Resource resource) {
            return like.getProtectOperation(resource);
        }

        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return like.getRestoreOperation(resource);
        }

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
            return like.undo(step, context);
        }
    }
}
