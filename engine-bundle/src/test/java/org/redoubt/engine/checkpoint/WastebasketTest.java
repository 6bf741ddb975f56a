package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** Deleting so that it can be undone, and what is needed of the data meanwhile. */
class WastebasketTest {
    private static final CheckpointId ID = Sample.id(1);
    private static final Owner OTHER = new Owner("6ba7b811-9dad-41d1-80b4-00c04fd430c8", 2);
    private static final OperationId NEXT = new OperationId("operation-2");
    private static final Problem SILENT = Problem.of(ProblemKind.CONFLICT, "Its writer is silent.");

    private final MemoryBank memory = new MemoryBank();
    private final FaultBank bank = new FaultBank(memory);
    private final MemoryVault vault = new MemoryVault();
    private int deletions;
    private final CheckpointStore store = new CheckpointStore(bank, new Sample.Clock());

    private StoredCheckpoint found() throws RedoubtException {
        return store.find(ID).orElseThrow();
    }

    private void delete() throws RedoubtException {
        deletions++;
        found().delete(Sample.OWNER, new OperationId("deletion-" + deletions), JsonObject.empty());
    }

    /** What a collection hears of. */
    private static final class Heard implements LiveData.Visitor {
        private final List<String> data = new ArrayList<>();
        private final List<String> unfinished = new ArrayList<>();

        @Override
        public void data(String checkpoint, DataId id) {
            data.add(checkpoint);
        }

        @Override
        public void unfinished(String checkpoint, DataId id) {
            unfinished.add(checkpoint);
        }
    }

    private Heard heard(CheckpointId... without) throws RedoubtException {
        Heard heard = new Heard();
        store.live(OTHER, Set.of(without)).visit(heard);
        return heard;
    }

    private static final List<String> TWICE = List.of(ID.value(), ID.value());

    @Test
    void aDeletedCheckpointIsListedOnlyIfItIsAskedForAndComesBackAsItWas() throws Exception {
        Sample.checkpoint(store, ID, vault);
        String before = found().view(Readability.UNKNOWN, Grace.UNKNOWN).toJson().toString();

        delete();
        assertEquals(List.of(), store.list(ProjectId.DEFAULT, CheckpointQuery.all()));
        assertEquals(List.of(ID), store.list(ProjectId.DEFAULT, CheckpointQuery.all().status(CheckpointStatus.DELETED)).stream()
                .map(StoredCheckpoint::id).toList());
        assertEquals(List.of(ID), store.deleted().stream().map(StoredCheckpoint::id).toList());
        assertEquals(List.of(ID), store.matching(ProjectId.DEFAULT, ID.value().substring(24)));
        assertEquals(3, found().records().size());

        found().undelete(OTHER);
        assertEquals(before, found().view(Readability.UNKNOWN, Grace.UNKNOWN).toJson().toString());
        assertEquals(List.of(ID), store.list(ProjectId.DEFAULT, CheckpointQuery.all()).stream().map(StoredCheckpoint::id).toList());
        assertEquals(List.of(), store.deleted());
    }

    @Test
    void itIsDeletedAndUndeletedAgainAndAgain() throws Exception {
        Sample.checkpoint(store, ID, vault);
        for (int i = 0; i < 3; i++) {
            delete();
            delete();
            assertEquals(CheckpointStatus.DELETED, found().status());
            assertEquals(CheckpointStatus.AVAILABLE, found().undelete(OTHER).status());
            assertEquals("Checkpoint " + ID + " is not deleted: its status is available.",
                    assertThrows(RedoubtException.class, () -> found().undelete(OTHER)).problem().message());
        }
    }

    @Test
    void anOperationThatIsGoneOnWithDoesNotDeleteAgainWhatWasUndeletedSince() throws Exception {
        Sample.checkpoint(store, ID, vault);
        found().delete(Sample.OWNER, NEXT, JsonObject.empty());
        found().undelete(OTHER);
        found().delete(Sample.OWNER, NEXT, JsonObject.empty());
        assertEquals(CheckpointStatus.AVAILABLE, found().status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOperationThatIsGoneOnWithDoesNotPurgeWhatWasUndeletedSince(boolean deletedBefore) throws Exception {
        Sample.checkpoint(store, ID, vault);
        if (deletedBefore) {
            delete();
        }
        bank.add(FaultRule.on().key(key -> key.endsWith(".end")).then(Fault.permanent()));
        assertThrows(RedoubtException.class, () -> found().beginDelete(Sample.OWNER, NEXT));
        bank.heal();
        found().undelete(OTHER);
        assertEquals("Checkpoint " + ID + " was undeleted by somebody else.",
                assertThrows(RedoubtException.class, () -> found().beginDelete(Sample.OWNER, NEXT)).problem().message());
        assertEquals(CheckpointStatus.AVAILABLE, found().status());
        delete();
        assertThrows(RedoubtException.class, () -> found().beginDelete(Sample.OWNER, NEXT));
        assertEquals(CheckpointStatus.DELETED, found().status());
    }

    /** Nothing is stored of the purge yet, so only that somebody goes on tells that it may be of the deletion that was undone. */
    @Test
    void aPurgeThatWasKilledBeforeItsIntentDoesNotTakeWhatWasUndeletedSince() throws Exception {
        Sample.checkpoint(store, ID, vault);
        delete();
        bank.add(FaultRule.on().key(key -> key.endsWith(".intent")).then(Fault.permanent()));
        assertThrows(RedoubtException.class, () -> found().beginDelete(Sample.OWNER, NEXT));
        bank.heal();
        found().undelete(OTHER);
        String refused = "Checkpoint " + ID + " was undeleted once, and the purge that was cut off did not say yet which deletion it is of.";
        assertEquals(refused, assertThrows(RedoubtException.class, () -> found().beginDeleteAgain(Sample.OWNER, NEXT)).problem().message());
        assertEquals(CheckpointStatus.AVAILABLE, found().status());
        assertEquals(TWICE, heard().data);
        delete();
        assertEquals(refused, assertThrows(RedoubtException.class, () -> found().beginDeleteAgain(Sample.OWNER, NEXT)).problem().message());
        assertEquals(CheckpointStatus.DELETED, found().status(), "a later deletion by somebody else keeps its grace");
        found().beginDelete(Sample.OWNER, NEXT);
        assertEquals(CheckpointStatus.DELETING, found().status());
    }

    @Test
    void ofUndeletingAndPurgingOneWins() throws Exception {
        Sample.checkpoint(store, ID, vault);
        delete();
        StoredCheckpoint seen = found();
        seen.undelete(OTHER);
        assertEquals("Checkpoint " + ID + " was undeleted by somebody else.",
                assertThrows(RedoubtException.class, () -> seen.beginDelete(Sample.OWNER, NEXT)).problem().message());
        assertEquals(CheckpointStatus.AVAILABLE, found().status());
        delete();
        found().beginDelete(Sample.OWNER, new OperationId("later"));
        assertEquals(CheckpointStatus.DELETING, found().status());
        assertEquals("Checkpoint " + ID + " has been purged, so it cannot be undeleted any more.",
                assertThrows(RedoubtException.class, () -> seen.undelete(OTHER)).problem().message());
    }

    @Test
    void whereverADeletionOrItsUndoingStopsTheCheckpointIsOneOrTheOther() throws Exception {
        Sample.checkpoint(store, ID, vault);
        long call = 1;
        boolean failed = true;
        while (failed) {
            failed = failsAt(call, this::delete);
            CheckpointStatus status = found().status();
            assertTrue(failed || status == CheckpointStatus.DELETED);
            assertTrue(status == CheckpointStatus.DELETED || status == CheckpointStatus.AVAILABLE, status.word());
            delete();
            failed |= failsAt(call, () -> found().undelete(OTHER));
            if (found().status() == CheckpointStatus.DELETED) {
                found().undelete(OTHER);
            }
            assertEquals(CheckpointStatus.AVAILABLE, found().status());
            assertEquals(TWICE, heard().data);
            call++;
        }
        assertTrue(call > 5);
    }

    private interface Deed {
        void run() throws RedoubtException;
    }

    private boolean failsAt(long call, Deed deed) throws RedoubtException {
        bank.add(FaultRule.on().from(call).then(Fault.retryable()));
        try {
            deed.run();
            return false;
        } catch (RedoubtException e) {
            return true;
        } finally {
            bank.heal();
        }
    }

    @Test
    void dataIsNeededUntilTheCheckpointIsPurged() throws Exception {
        Sample.checkpoint(store, ID, vault);
        assertEquals(TWICE, heard().data);
        delete();
        assertEquals(TWICE, heard().data);
        assertEquals(List.of(), heard(ID).data);
        CheckpointDeletion deletion = found().beginDelete(Sample.OWNER, NEXT);
        assertEquals(TWICE, heard().data);
        deletion.finish();
        assertEquals(List.of(), heard().data);
    }

    @Test
    void whatSomebodyMayGoOnWithIsNeededAndWhatNobodyCanIsNot() throws Exception {
        CheckpointDraft draft = store.begin(Sample.start(ID));
        Sample.fill(draft, vault);
        assertEquals(TWICE, heard().unfinished);
        found().fence(OTHER, 2, SILENT);
        assertEquals(TWICE, heard().unfinished);
        delete();
        assertEquals(List.of(), heard().unfinished);
        assertEquals(CheckpointStatus.ERROR, found().undelete(OTHER).status());
    }

    @Test
    void theWriterThatIsSilentLosesAsToAnybodyElse() throws Exception {
        CheckpointDraft draft = store.begin(Sample.start(ID));
        store.live(OTHER, Set.of()).fence(ID.value(), draft.attempt().decision(), SILENT);

        assertEquals(CheckpointStatus.INTERRUPTED, found().status());
        assertEquals(List.of(SILENT), found().problems());
        assertEquals(false, draft.commit(vault, Result.of(Sample.records(), Optional.empty())));
        CheckpointDraft next = store.resume(ID, OTHER, 2, NEXT, Sample.graph());
        store.live(OTHER, Set.of()).fence(ID.value(), draft.attempt().decision(), SILENT);
        assertEquals(CheckpointStatus.PROTECTING, found().status());
        assertEquals(true, next.commit(vault, Result.of(Sample.records(), Optional.empty())));
    }

    @Test
    void theWriterThatNeverBeganItsCheckpointIsEndedToo() throws Exception {
        AttemptId first = AttemptId.first(ID);
        store.live(OTHER, Set.of()).fence(ID.value(), first.decision(), SILENT);

        assertTrue(memory.list(new Layout(ID).outcomes(), Optional.empty(), 10).objects().stream().anyMatch(object -> object.key().equals(first.decision())));
        assertEquals(Optional.empty(), store.find(ID));
        CheckpointDraft second = store.beginAgain(Sample.start(ID)).orElseThrow();
        assertEquals(1, second.attempt().number());
        assertEquals(CheckpointStatus.PROTECTING, found().status());
        Sample.fill(second, vault);
        assertEquals(true, second.commit(vault, Result.of(Sample.records(), Optional.empty())));
        assertEquals(List.of(), found().checkDocuments());
    }

    @Test
    void aWriterThatIsEndedJustBeforeItBeginsIsToldAndAnotherOneMayGoOn() throws Exception {
        assertEquals(Optional.empty(), store.beginAgain(Sample.start(ID)));
        store.live(OTHER, Set.of()).fence(ID.value(), AttemptId.first(ID).decision(), SILENT);
        assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class, () -> store.begin(Sample.start(ID))).kind());
        assertEquals(CheckpointStatus.INTERRUPTED, found().status());
        store.resume(ID, OTHER, 2, NEXT, Sample.graph());
        assertEquals(CheckpointStatus.PROTECTING, found().status());
    }

    @Test
    void whateverIsDamagedNothingIsSaidToBeAllThatIsNeeded() throws Exception {
        Sample.checkpoint(store, ID, vault);
        for (Key key : keys()) {
            byte[] was = read(key);
            memory.delete(key);
            memory.put(key, Body.of("rubbish"));
            if (key.toString().contains("/sections/") || key.toString().startsWith("index/")) {
                assertEquals(TWICE, heard().data, key.toString());
            } else {
                RedoubtException refused = assertThrows(RedoubtException.class, this::heard, key.toString());
                assertEquals(ProblemKind.DAMAGED, refused.kind());
                assertEquals(Optional.of(ID.value()), refused.problem().subject());
            }
            memory.delete(key);
            memory.put(key, Body.of(was));
        }
    }

    @Test
    void aDeletionOfWhichNobodyCanReadHowItEndedIsNotUndone() throws Exception {
        Sample.checkpoint(store, ID, vault);
        delete();
        Layout layout = new Layout(ID);
        memory.put(Removal.end(layout, 1), Body.of("rubbish"));
        assertEquals(CheckpointStatus.ERROR_DELETING, found().status());
        assertThrows(RedoubtException.class, () -> found().undelete(OTHER));
        assertEquals(TWICE, heard().data);
    }

    private List<Key> keys() throws RedoubtException {
        return memory.list(Prefix.ALL, Optional.empty(), 100).objects().stream().map(object -> object.key()).toList();
    }

    private byte[] read(Key key) throws Exception {
        try (var in = memory.get(key, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }
}
