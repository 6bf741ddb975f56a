package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.CollectRequest;
import org.redoubt.api.service.Collection;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;

/** What is deleted stays until it is collected, and what is collected is gone. */
@Timeout(300)
class CollectionTest {
    private static final CollectRequest ALL = CollectRequest.of("default").withoutGrace();

    @TempDir
    private Path home;
    private Fixture fixture;
    private StagedPlugin plugin;

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home);
        plugin = StagedPlugin.of(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private CheckpointId protect(String content) throws Exception {
        fixture.toy.world.put("one", content);
        OperationView view = fixture.run(fixture.protectAll());
        assertEquals(OperationState.SUCCEEDED, view.state(), view.problems().toString());
        return view.checkpoint();
    }

    private void delete(CheckpointId id) throws Exception {
        assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(id)).state());
    }

    private StoredCheckpoint stored(CheckpointId id) throws Exception {
        return new CheckpointStore(fixture.documents("default"), fixture.engine.clock()).find(id).orElseThrow();
    }

    private List<ObjectInfo> packs() throws Exception {
        return fixture.banks.get("default").list(Prefix.of("vault"), Optional.empty(), 10_000).objects().stream()
                .filter(object -> object.key().toString().contains("/packs/")).toList();
    }

    private void assertRestores(CheckpointId id, String content) throws Exception {
        assertEquals(OperationState.SUCCEEDED, fixture.run(VerifyRequest.of(id)).state());
        assertEquals(OperationState.SUCCEEDED, fixture.run(RestoreRequest.of(id).target("/" + id)).state());
        assertEquals(content, fixture.toy.world.get("/" + id + "/one"));
    }

    @Test
    void whatIsDeletedRunsNoHookAndIsAllThereWhenItIsUndeleted() throws Exception {
        CheckpointId id = protect("precious");
        plugin.inMain(OperationType.DELETE, "one", context -> fixture.toy.log.add("deleted elsewhere"));

        delete(id);
        assertEquals(CheckpointStatus.DELETED, stored(id).status());
        Collection collection = fixture.collections.collect(Fixture.CALLER, CollectRequest.of("default"), CollectListener.NONE);
        assertEquals(List.of(id), collection.kept().stream().map(Collection.Kept::checkpoint).toList());
        assertEquals(List.of(), collection.purged());
        assertTrue(stored(id).deletedAt().orElseThrow().plus(Duration.ofDays(7)).equals(collection.kept().getFirst().until()));

        assertEquals(CheckpointStatus.AVAILABLE, stored(id).undelete(fixture.engine.home().owner()).status());
        assertRestores(id, "precious");
        assertFalse(fixture.toy.log.contains("deleted elsewhere"));
    }

    @Test
    void whatIsPurgedRunsTheHooksAndItsDataGoes() throws Exception {
        CheckpointId kept = protect("the one that stays");
        CheckpointId gone = protect("the one that goes");
        plugin.inMain(OperationType.DELETE, "one", context -> fixture.toy.log.add("deleted elsewhere"));
        delete(gone);
        int before = packs().size();

        Collection dry = fixture.collections.collect(Fixture.CALLER, ALL.options(CollectOptions.defaults().dryRun()), CollectListener.NONE);
        assertEquals(List.of(gone), dry.purged().stream().map(Collection.Purge::checkpoint).toList());
        assertEquals(before, packs().size());
        assertEquals(CheckpointStatus.DELETED, stored(gone).status());

        Collection collection = fixture.collect();
        assertTrue(collection.whole());
        assertEquals(dry.report().deleted(), new CollectReport.Amount(before - packs().size(), dry.report().deleted().bytes()));
        assertTrue(packs().size() < before);
        assertEquals(CheckpointStatus.PURGED, stored(gone).status());
        assertTrue(fixture.toy.log.contains("deleted elsewhere"));
        assertRestores(kept, "the one that stays");
        assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class, () -> stored(gone).undelete(fixture.engine.home().owner())).kind());
    }

    @Test
    void whatCannotBePurgedStaysIsNamedAndKeepsItsData() throws Exception {
        CheckpointId kept = protect("the one that stays");
        CheckpointId stuck = protect("the one that cannot go");
        delete(stuck);
        plugin.inMain(OperationType.DELETE, "one", context -> {
            throw new IllegalStateException("The snapshot is in use.");
        });
        int before = packs().size();

        Collection collection = fixture.collect();

        assertFalse(collection.whole());
        assertEquals(stuck, collection.purged().getFirst().checkpoint());
        assertTrue(collection.purged().getFirst().problem().orElseThrow().message().contains("The snapshot is in use."));
        assertEquals(before, packs().size());
        assertEquals(CheckpointStatus.ERROR_DELETING, stored(stuck).status());
        assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class, () -> stored(stuck).undelete(fixture.engine.home().owner())).kind());
        plugin.inMain(OperationType.DELETE, "one", context -> { });
        delete(stuck);
        assertEquals(CheckpointStatus.PURGED, stored(stuck).status());
        assertTrue(fixture.collect().report().deleted().objects() > 0);
        assertRestores(kept, "the one that stays");
    }

    @Test
    void aCheckpointThatCannotBeReadIsNamedAndNothingIsCollected() throws Exception {
        CheckpointId damaged = protect("the one that is damaged");
        CheckpointId gone = protect("the one that goes");
        delete(gone);
        Key records = fixture.banks.get("default").list(Prefix.of("checkpoints/" + damaged + "/resources"), Optional.empty(), 1).objects().getFirst().key();
        fixture.banks.get("default").delete(records);
        fixture.banks.get("default").put(records, Body.of("rubbish"));
        int before = packs().size();

        RedoubtException refused = assertThrows(RedoubtException.class, fixture::collect);

        assertEquals(ProblemKind.DAMAGED, refused.kind());
        assertEquals(Optional.of(damaged.value()), refused.problem().subject());
        assertEquals(before, packs().size());
        assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(damaged).purge().withoutPlugin()).state());
        assertTrue(fixture.collect().report().deleted().objects() > 0);
        assertEquals(List.of(), packs());
    }

    @Test
    void aListenerThatObjectsKeepsEverything() throws Exception {
        CheckpointId gone = protect("the one that goes");
        delete(gone);

        RedoubtException refused = assertThrows(RedoubtException.class, () -> fixture.collections.collect(Fixture.CALLER, ALL, new CollectListener() {
            @Override
            public void purging(List<CheckpointId> checkpoints) throws RedoubtException {
                throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "Not " + checkpoints + "."));
            }
        }));

        assertEquals("Not [" + gone + "].", refused.problem().message());
        assertEquals(CheckpointStatus.DELETED, stored(gone).status());
    }

    @Test
    void theCheckpointsOfAllProjectsArePurgedEachOnBehalfOfItsOwn() throws Exception {
        Caller other = Caller.of("somebody", new ProjectId("other"));
        Plan plan = Plan.builder("all").project(other.project()).resource(Fixture.SERVER.ref()).build();
        OperationView made = Fixture.end(fixture.operations.start(other, ProtectRequest.of(plan)));
        assertEquals(OperationState.SUCCEEDED, made.state(), made.problems().toString());
        Fixture.end(fixture.operations.start(other, DeleteRequest.of(made.checkpoint())));

        Collection collection = fixture.collect();

        assertTrue(collection.whole(), collection.toJson().toString());
        assertEquals(List.of(made.checkpoint()), collection.purged().stream().map(Collection.Purge::checkpoint).toList());
        assertEquals(CheckpointStatus.PURGED, stored(made.checkpoint()).status());
        assertEquals(3, fixture.operations.list(other.project(), false, 10).size());
    }

    @Test
    void aBankInWhichNothingIsYetIsCollectedForNothing() throws Exception {
        assertTrue(fixture.collect().whole());
    }

    @Test
    void whatWasInterruptedIsNotCollectedAndCanBeResumed() throws Exception {
        plugin.inMain(OperationType.PROTECT, "two", context -> {
            throw new IllegalStateException("It is not ready.");
        });
        fixture.toy.world.put("one", "what is there already");
        OperationView failed = fixture.run(fixture.protectAll());
        assertEquals(OperationState.FAILED, failed.state());

        assertTrue(fixture.collect().whole());

        plugin.inMain(OperationType.PROTECT, "two", context -> { });
        assertEquals(OperationState.SUCCEEDED, Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), failed.id())).state());
        assertRestores(failed.checkpoint(), "what is there already");
    }
}
