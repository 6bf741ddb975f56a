package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Json;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.checkpoint.Verification;
import org.redoubt.testkit.bank.MemoryBank;

class FiveOperationsTest {
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

    private StoredCheckpoint stored(OperationView view) throws Exception {
        return new CheckpointStore(fixture.documents("default"), fixture.engine.clock()).find(view.checkpoint()).orElseThrow();
    }

    @Test
    void aProtectedServerIsAvailableAndItsRecordsSayWhoWroteIt() throws Exception {
        OperationView view = fixture.run(fixture.protectAll());
        assertEquals(OperationState.SUCCEEDED, view.state(), view.problems().toString());
        StoredCheckpoint stored = stored(view);
        assertEquals(CheckpointStatus.AVAILABLE, stored.status());
        assertEquals(3, stored.records().size());
        stored.records().forEach(entry -> {
            assertEquals(ResourceStatus.DONE, entry.status());
            assertEquals("org.example.toy", entry.pluginName());
            assertEquals(Grade.CRASH, entry.consistency());
        });
        assertEquals(12, view.progress().hooksDone());
        assertEquals(0, view.openUndoSteps());
    }

    @Test
    void whatWasProtectedComesBackAndTheParentFindsItsRestoredDependents() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
        assertEquals(OperationState.SUCCEEDED, view.state(), view.problems().toString());
        assertEquals("the first volume", fixture.toy.world.get("/new/one"));
        assertTrue(fixture.toy.log.containsAll(List.of("s found /new/one", "s found /new/two")));
        assertEquals(Optional.of("/new/two"), view.resources().get(2).restoredTo());
    }

    @Test
    void aPartOfACheckpointIsRestoredWithItsDependentsOnly() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").resources(List.of(Fixture.TWO.ref())));
        assertEquals(OperationState.SUCCEEDED, view.state());
        assertEquals(1, view.resources().size());
        assertFalse(fixture.toy.world.containsKey("/new/one"));
    }

    @Test
    void verifyReadsEveryByteAndNamesTheDamagedResource() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        assertEquals(OperationState.SUCCEEDED, fixture.run(VerifyRequest.of(made.checkpoint())).state());
        spoil("/data/text");
        OperationView view = fixture.run(VerifyRequest.of(made.checkpoint()));
        assertEquals(OperationState.FAILED, view.state());
        assertEquals(ProblemKind.DAMAGED, view.problems().getFirst().kind());
        assertTrue(view.problems().getFirst().subject().isPresent());
        assertEquals(stored(made).records().stream().mapToLong(StoredRecord::bytes).sum(), view.progress().bytesTotal());
        assertTrue(view.progress().bytesDone() < view.progress().bytesTotal(), "what is recorded is known in all, also where it could not be read");
    }

    @Test
    void verifyToALesserDepthReadsNoDataAndIsKeptBesideADeeperOne() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fixture.run(VerifyRequest.of(made.checkpoint()));
        flipData();
        OperationView view = fixture.run(VerifyRequest.of(made.checkpoint()).depth(CheckDepth.OBJECTS));
        assertEquals(OperationState.SUCCEEDED, view.state(), view.problems().toString());
        assertEquals(view.progress().bytesTotal(), view.progress().bytesDone());
        assertEquals(OperationState.FAILED, fixture.run(VerifyRequest.of(made.checkpoint()).depth(CheckDepth.HASHES)).state());
        assertEquals(List.of(CheckDepth.CONTENT, CheckDepth.OBJECTS, CheckDepth.HASHES),
                stored(made).checks().list().stream().map(Verification::depth).toList());
    }

    /** Overwrites the first object whose key ends so. */
    private void flipData() throws Exception {
        Bank bank = fixture.banks.get("default");
        for (ObjectInfo object : bank.list(Prefix.of("vault"), Optional.empty(), 1000).objects()) {
            if (object.key().toString().contains("/packs/d/")) {
                byte[] bytes;
                try (var in = bank.get(object.key(), ByteRange.ALL)) {
                    bytes = in.readAllBytes();
                }
                bytes[bytes.length / 2] ^= 1;
                bank.put(object.key(), Body.of(bytes));
            }
        }
    }

    private void spoil(String end) throws Exception {
        Bank bank = fixture.banks.get("default");
        for (ObjectInfo object : bank.list(Prefix.of("checkpoints"), Optional.empty(), 1000).objects()) {
            if (object.key().toString().endsWith(end)) {
                bank.delete(object.key());
                bank.put(object.key(), Body.of("rubbish"));
                return;
            }
        }
        throw new AssertionError("No such object: " + end);
    }

    @Test
    void aCopyHoldsTheSameAndOutlivesTheOriginal() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fixture.toy.world.clear();
        OperationView copy = fixture.run(CopyRequest.of(made.checkpoint(), "other"));
        assertEquals(OperationState.SUCCEEDED, copy.state(), copy.problems().toString());
        assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(made.checkpoint()).purge()).state());
        OperationView back = fixture.run(RestoreRequest.of(copy.targetCheckpoint().orElseThrow()));
        assertEquals(OperationState.SUCCEEDED, back.state(), back.problems().toString());
        assertEquals("the second volume", fixture.toy.world.get("two"));
    }

    @Test
    void aReplicaHasTheVaultOfItsOriginalAndOutlivesIt() throws Exception {
        fixture.banks.put("replica", new MemoryBank());
        OperationView made = fixture.run(fixture.protectAll());
        OperationView copy = fixture.run(CopyRequest.of(made.checkpoint(), "replica"));
        assertEquals(OperationState.SUCCEEDED, copy.state(), copy.problems().toString());
        assertEquals(vaultConfig("default"), vaultConfig("replica"));
        fixture.banks.remove("default");
        fixture.toy.world.clear();
        assertEquals(OperationState.SUCCEEDED, fixture.run(VerifyRequest.of(copy.targetCheckpoint().orElseThrow())).state());
        OperationView back = fixture.run(RestoreRequest.of(copy.targetCheckpoint().orElseThrow()));
        assertEquals(OperationState.SUCCEEDED, back.state(), back.problems().toString());
        assertEquals("the second volume", fixture.toy.world.get("two"));
    }

    private String vaultConfig(String bank) throws Exception {
        try (InputStream in = fixture.banks.get(bank).get(Key.of("vault/config"), ByteRange.ALL)) {
            return HexFormat.of().formatHex(in.readAllBytes());
        }
    }

    @Test
    void aBankWithAVaultOfItsOwnIsNoReplica() throws Exception {
        fixture.banks.put("replica", new MemoryBank());
        fixture.documents("replica").put(Key.of("index/x"), Body.of("a document"));
        OperationView made = fixture.run(fixture.protectAll());
        OperationView copy = fixture.run(CopyRequest.of(made.checkpoint(), "replica"));
        assertEquals(OperationState.FAILED, copy.state());
        assertEquals(ProblemKind.CONFLICT, copy.problems().getFirst().kind(), copy.problems().toString());
        assertTrue(copy.problems().getFirst().message().contains("vault of its own"), copy.problems().toString());
    }

    @Test
    void aDeletedCheckpointIsGoneButForItsRecord() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(made.checkpoint()).purge()).state());
        assertEquals(CheckpointStatus.PURGED, stored(made).status());
        assertTrue(fixture.banks.get("default").list(Prefix.of("checkpoints"), Optional.empty(), 1).objects().isEmpty());
        assertThrows(RefusedException.class, () -> fixture.run(RestoreRequest.of(made.checkpoint())));
        assertThrows(RefusedException.class, () -> fixture.run(DeleteRequest.of(made.checkpoint()).purge()));
    }

    @Test
    void aMissingDocumentOfACheckpointRefusesTheRestoreAndNamesTheObject() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        Bank bank = fixture.banks.get("default");
        Key graph = bank.list(Prefix.of("checkpoints/" + made.checkpoint() + "/graph"), Optional.empty(), 1).objects().getFirst().key();
        bank.delete(graph);
        RedoubtException refused = assertThrows(RedoubtException.class, () -> fixture.run(RestoreRequest.of(made.checkpoint())));
        assertEquals(ProblemKind.DAMAGED, refused.kind());
        assertTrue(refused.getMessage().contains("graph"), refused.getMessage());
        assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(made.checkpoint()).purge().withoutPlugin()).state());
    }

    @Test
    void aDryRunTellsPluginHooksAndWhereParametersComeFromAndChangesNothing() throws Exception {
        OperationOptions options = OperationOptions.defaults().parameters(ParameterSet.empty().with("Toy::Volume#two", "note", Json.of("mine")));
        OperationPlan plan = fixture.operations.plan(Fixture.CALLER, fixture.protectAll().options(options));
        assertEquals("request Toy::Volume#two", plan.steps().get(2).origins().string("note").orElseThrow());
        assertEquals("default", plan.steps().get(1).origins().string("note").orElseThrow());
        assertEquals(4, plan.steps().getFirst().hooks().size());
        assertTrue(fixture.toy.log.isEmpty());
        assertTrue(fixture.banks.get("default").list(Prefix.of("checkpoints"), Optional.empty(), 1).objects().isEmpty());
    }

    @Test
    void aDryRunOfADeletionTellsWhetherItCanBeUndone() throws Exception {
        CheckpointId made = fixture.run(fixture.protectAll()).checkpoint();
        String undoable = fixture.operations.plan(Fixture.CALLER, DeleteRequest.of(made)).toJson().toString();
        assertTrue(undoable.contains("\"detail\":\"it can be undeleted until it is collected\""), undoable);
        String purge = fixture.operations.plan(Fixture.CALLER, DeleteRequest.of(made).purge()).toJson().toString();
        assertTrue(purge.contains("\"detail\":\"for good, with what its plugin keeps elsewhere\""), purge);
    }

    @Test
    void theTimelineTellsEveryHookInAnOrderThatTheLatticeAllows() throws Exception {
        OperationView view = fixture.run(fixture.protectAll());
        var timeline = fixture.operations.timeline(view.project(), view.id());
        assertEquals(12, timeline.size());
        assertEquals(Hook.PREPARE_BEGIN, timeline.getFirst().hook());
        assertEquals(Fixture.SERVER, timeline.getFirst().resource());
        assertEquals(Hook.COMPLETE, timeline.getLast().hook());
        assertEquals(view.id(), fixture.operations.show(view.project(), new OperationId(view.id().value().substring(24))).id());
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameRunningOperation() throws Exception {
        Gates gate = new Gates();
        fixture.toy.before(org.redoubt.api.protection.OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
        OperationOptions options = OperationOptions.defaults().idempotencyKey("night");
        OperationHandle first = fixture.begin(fixture.protectAll().options(options));
        gate.awaitHeld();
        assertEquals(first.id(), fixture.begin(fixture.protectAll().options(options)).id());
        gate.open();
        assertEquals(OperationState.SUCCEEDED, Fixture.end(first).state());
    }
}
