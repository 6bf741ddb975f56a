package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.testkit.bank.MemoryBank;

class CheckpointLifeTest {
    private static final CheckpointId ID = Sample.id(1);
    private static final Owner SUCCESSOR = new Owner(Sample.OWNER.runtime(), 8);
    private static final OperationId NEXT = new OperationId("operation-2");

    private final MemoryBank bank = new MemoryBank();
    private final Sample.Clock clock = new Sample.Clock();
    private final CheckpointStore store = new CheckpointStore(bank, clock);
    private final MemoryVault vault = new MemoryVault();

    @Test
    void whatWasBegunIsProtecting() throws Exception {
        store.begin(Sample.start(ID));

        StoredCheckpoint found = store.find(ID).orElseThrow();

        assertEquals(CheckpointStatus.PROTECTING, found.status());
        assertEquals(Sample.START, found.createdAt());
        assertEquals(Optional.of(Sample.OWNER), found.owner());
        assertEquals(3, found.epoch());
        assertEquals(Sample.OPERATION, found.operation());
        assertEquals(Sample.start(ID).plan().toJson(), found.plan().toJson());
        assertEquals(List.of(ResourceStatus.PENDING, ResourceStatus.PENDING, ResourceStatus.PENDING),
                found.records().stream().map(StoredRecord::status).toList());
        assertEquals(Optional.empty(), found.view(Readability.UNKNOWN, Grace.UNKNOWN).completedAt());
    }

    @Test
    void theGraphComesBackWithItsNumbersNamesAndEdges() throws Exception {
        store.begin(Sample.start(ID));

        ResourceGraph graph = store.find(ID).orElseThrow().checkpoint().graph();

        assertEquals(Sample.graph().resources().stream().map(r -> r.toJson().toString()).toList(),
                graph.resources().stream().map(r -> r.toJson().toString()).toList());
        assertEquals(List.of(Sample.ROOT, Sample.DATA), graph.children(Sample.SERVER.ref()));
        assertEquals(List.of(Sample.SERVER), graph.parents(Sample.DATA.ref()));
    }

    @Test
    void whatWasCommittedIsAvailableAndTellsWhatItsRecordsComeTo() throws Exception {
        CheckpointView view = Sample.checkpoint(store, ID, vault).view(Readability.UNKNOWN, Grace.UNKNOWN);

        assertEquals(CheckpointStatus.AVAILABLE, view.status());
        assertEquals(List.of(), view.problems());
        assertEquals(123, view.bytes());
        assertEquals(3, view.resourceCount());
        assertEquals(Optional.of(Grade.CRASH), view.consistency());
        assertEquals(Optional.of(Duration.ofMillis(12)), view.skew());
        assertEquals(view.completedAt().orElseThrow(), view.completedAt().orElseThrow().truncatedTo(ChronoUnit.MILLIS));
        assertEquals("filesystem", view.resources().get(1).consistency().word());
        assertEquals("2.0", view.resources().get(2).format());
    }

    @Test
    void theDataIsMadeDurableBeforeTheOutcome() throws Exception {
        Sample.checkpoint(store, ID, vault);

        assertEquals(2, vault.flushed());
    }

    @Test
    void theViewAsADocumentNamesItsMembersAfterTheAccessors() throws Exception {
        CheckpointView view = Sample.checkpoint(store, ID, vault).view(entry -> Optional.of("No plugin is here."), Grace.UNKNOWN);

        JsonObject json = view.toJson();
        JsonObject entry = view.resources().get(1).toJson();

        assertEquals(List.of("id", "status", "problems", "project", "plan", "provider", "createdAt", "completedAt", "consistency", "skew",
                "bytes", "resourceCount"), List.copyOf(json.members().keySet()));
        assertEquals(Optional.of("2026-03-04T05:06:07.089Z"), json.string("createdAt"));
        assertEquals(Optional.of("PT0.012S"), json.string("skew"));
        assertEquals(List.of("type", "id", "name", "extraInfo", "status", "reasons", "consistency", "consistencyReason", "snapshotAt",
                "pluginName", "pluginVersion", "format", "unreadable", "bytes"), List.copyOf(entry.members().keySet()));
        assertEquals(Optional.of(Json.of("2026-03-04T05:06:07.089Z")), entry.get("snapshotAt"));
    }

    @Test
    void oneWithoutAPlanHasNoMemberForIt() throws Exception {
        store.begin(Sample.start(ID, Sample.start(ID).plan().project(), Optional.empty(), "default"));

        assertEquals(Optional.empty(), store.find(ID).orElseThrow().view(Readability.UNKNOWN, Grace.UNKNOWN).toJson().get("plan"));
    }

    @Test
    void whenSomeResourcesAreNotDoneItIsPartial() throws Exception {
        CheckpointDraft draft = store.begin(Sample.start(ID));
        StoredRecord skipped = StoredRecord.pending(Sample.ROOT);

        assertTrue(draft.commit(vault, new Result(List.of(Sample.done(Sample.SERVER, Grade.METADATA, 0), skipped,
                Sample.done(Sample.DATA, Grade.CRASH, 5)), Optional.empty(), List.of(problem("root was given up")))));

        StoredCheckpoint found = store.find(ID).orElseThrow();
        assertEquals(CheckpointStatus.PARTIAL, found.status());
        assertEquals(List.of(problem("root was given up")), found.problems());
        assertEquals(5, found.view(Readability.UNKNOWN, Grace.UNKNOWN).bytes());
    }

    @Test
    void whenNoResourceIsRecordedAsDoneItIsAnError() throws Exception {
        CheckpointDraft draft = store.begin(Sample.start(ID));

        draft.commit(vault, Result.of(List.of(StoredRecord.pending(Sample.SERVER)), Optional.empty()));

        assertEquals(CheckpointStatus.ERROR, store.find(ID).orElseThrow().status());
    }

    @Test
    void whatWasAbortedIsAnErrorAndSaysWhy() throws Exception {
        CheckpointDraft draft = store.begin(Sample.start(ID));
        StoredRecord failed = new StoredRecord(Sample.ROOT, ResourceStatus.FAILED, List.of(problem("disk on fire")), Grade.NONE, "",
                Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(3)), "", "", "", 0);

        assertTrue(draft.abort(new Result(List.of(StoredRecord.pending(Sample.SERVER), failed), Optional.empty(),
                List.of(problem("root failed")))));

        StoredCheckpoint found = store.find(ID).orElseThrow();
        assertEquals(CheckpointStatus.ERROR, found.status());
        assertEquals(List.of(problem("root failed")), found.problems());
        assertEquals(List.of(problem("disk on fire")), found.records().get(1).reasons());
        assertEquals(failed.freezeOverrun(), found.records().get(1).freezeOverrun());
    }

    @Test
    void whoeverEndsItFirstWinsAndTheOtherIsTold() throws Exception {
        CheckpointDraft draft = store.begin(Sample.start(ID));
        Sample.fill(draft, vault);

        assertTrue(store.find(ID).orElseThrow().fence(SUCCESSOR, 4, problem("its owner is gone")));
        assertFalse(draft.commit(vault, Result.of(Sample.records(), Optional.empty())));
        assertFalse(draft.abort(Result.failed(List.of(problem("it was woken too late")))));

        StoredCheckpoint found = store.find(ID).orElseThrow();
        assertEquals(CheckpointStatus.INTERRUPTED, found.status());
        assertEquals(List.of(problem("its owner is gone")), found.problems());
    }

    @Test
    void aCheckpointThatIsCommittedCannotBeTakenOver() throws Exception {
        StoredCheckpoint found = Sample.checkpoint(store, ID, vault);

        assertFalse(found.fence(SUCCESSOR, 4, problem("too late")));
        assertEquals(CheckpointStatus.AVAILABLE, store.find(ID).orElseThrow().status());
    }

    @Test
    void anIdIsUsedOnce() throws Exception {
        store.begin(Sample.start(ID));

        assertEquals(ProblemKind.EXISTS, assertThrows(BankException.class, () -> store.begin(Sample.start(ID))).kind());
    }

    @Test
    void aSuccessorGoesOnWithWhatIsThereAndAfterAResetOnceMore() throws Exception {
        Sample.fill(store.begin(Sample.start(ID)), vault);

        CheckpointDraft draft = store.resume(ID, SUCCESSOR, 4, NEXT, Sample.graph());
        draft.reset(Sample.DATA);
        Sample.write(draft.section(Sample.DATA, vault), "content", "newer");

        assertTrue(draft.commit(vault, Result.of(Sample.records(), Optional.empty())));
        StoredCheckpoint found = store.find(ID).orElseThrow();
        assertEquals(List.of("volume"), found.section(Sample.ROOT, vault).documents());
        assertEquals(List.of(), found.section(Sample.DATA, vault).documents());
        assertEquals(5, draft.bytes(Sample.DATA));
        assertEquals(19, draft.bytes(Sample.ROOT));
        assertEquals(List.of(), found.checkDocuments());
        assertEquals(List.of(), found.checkSection(Sample.DATA, vault, CheckDepth.CONTENT, bytes -> { }));
    }

    @Test
    void whatHasEndedIsNotResumed() throws Exception {
        Sample.checkpoint(store, ID, vault);

        assertEquals(ProblemKind.EXISTS, assertThrows(RedoubtException.class, () -> store.resume(ID, SUCCESSOR, 4, NEXT, Sample.graph())).kind());
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(RedoubtException.class, () -> store.resume(Sample.id(2), SUCCESSOR, 4, NEXT, Sample.graph())).kind());
    }

    @Test
    void checksOfItAreKeptInTheirOrder() throws Exception {
        StoredCheckpoint found = Sample.checkpoint(store, ID, vault);
        Verification good = new Verification(new OperationId("v1"), Sample.START, true, CheckDepth.CONTENT, 42, List.of());
        Verification bad = new Verification(new OperationId("v2"), Sample.START.plusSeconds(1), false, CheckDepth.HASHES, 7, List.of(problem("a bit has turned")));

        found.checks().add(good);
        store.find(ID).orElseThrow().checks().add(bad);

        assertEquals(List.of(good, bad), store.find(ID).orElseThrow().checks().list());
    }

    @Test
    void damageThatACloserLookHasFoundIsToldUntilOneThatIsAsCloseFindsNone() throws Exception {
        Verifications checks = Sample.checkpoint(store, ID, vault).checks();
        Verification bad = check(1, CheckDepth.HASHES, List.of(problem("a bit has turned")));
        checks.add(bad);
        Verification shallow = check(2, CheckDepth.OBJECTS, List.of());
        checks.add(shallow);
        assertEquals(Optional.of(bad), checks.last());
        Verification cleared = check(3, CheckDepth.CONTENT, List.of());
        checks.add(cleared);
        assertEquals(Optional.of(cleared), checks.last());
        Verification newest = check(4, CheckDepth.OBJECTS, List.of());
        checks.add(newest);
        assertEquals(Optional.of(newest), checks.last());
        assertEquals(List.of(newest, cleared, bad), checks.lastOfEachDepth());
        Key damaged = new Layout(ID).verified().key(Names.number(4));
        bank.delete(damaged);
        bank.put(damaged, Body.of("rubbish"));
        assertEquals(Optional.of(cleared), checks.last());
        assertEquals(List.of(cleared, shallow, bad), checks.lastOfEachDepth());
    }

    private static Verification check(int number, CheckDepth depth, List<Problem> problems) {
        return new Verification(new OperationId("v" + number), Sample.START.plusSeconds(number), true, depth, 42, problems);
    }

    @Test
    void itsKeysDoNotDependOnTheDigitsOfTheUsersLanguage() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            StoredCheckpoint found = Sample.checkpoint(store, ID, vault);
            found.checks().add(new Verification(new OperationId("v1"), Sample.START, true, CheckDepth.CONTENT, 42, List.of()));
            assertEquals(CheckpointStatus.AVAILABLE, store.find(ID).orElseThrow().status());
            found.beginDelete(Sample.OWNER, Sample.OPERATION).failed(List.of(problem("not now")));
            assertEquals(CheckpointStatus.ERROR_DELETING, store.find(ID).orElseThrow().status());
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Problem problem(String message) {
        return Problem.of(ProblemKind.INTERNAL, message).subject("Host::Volume#/srv/root");
    }
}
