package org.redoubt.engine.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.checkpoint.CheckpointDraft;
import org.redoubt.engine.checkpoint.CheckpointStart;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.Result;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

@Timeout(60)
class BankWatchTest {
    private static final Resource VOLUME = Resource.of("Host::Volume", "/srv/data", "data");
    private static final Owner EARLIER = new Owner(Stage.SELF.runtime(), 6);
    private static final OperationId OPERATION = new OperationId("operation-1");
    private static final Result FAILED = Result.failed(List.of(Problem.of(ProblemKind.INTERNAL, "It failed.")));

    private final Stage stage = new Stage();
    private final FaultBank bank = new FaultBank(new MemoryBank());
    private final CheckpointStore store = new CheckpointStore(bank, stage.clock);
    private final BankWatch watch = new BankWatch(Stage.SELF, stage, stage.settings(), stage.clock);
    private final LeaseObjects signs = new LeaseObjects(new DocumentStore(bank));
    private int made;

    @BeforeEach
    void aBank() {
        stage.banks.put("default", bank);
    }

    private static CheckpointId id(int number) {
        return new CheckpointId(new UUID(0x0190_0000_0000_7000L | (long) number << 16, 0x8000_0000_0000_0000L | number).toString());
    }

    private CheckpointDraft begin(Owner owner) throws RedoubtException {
        return begin(owner, OPERATION);
    }

    private CheckpointDraft begin(Owner owner, OperationId operation) throws RedoubtException {
        try {
            ResourceGraph graph = ResourceGraph.builder().add(VOLUME).build();
            Plan plan = Plan.builder("nightly").provider("default").resource(VOLUME.ref()).build();
            return store.begin(new CheckpointStart(id(++made), plan, Optional.of("nightly"), "default", owner, owner.incarnation(), operation, graph));
        } catch (CycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private StoredCheckpoint found(CheckpointDraft draft) throws RedoubtException {
        return store.find(draft.checkpoint().id()).orElseThrow();
    }

    private void look() throws BankException {
        watch.look("default", bank);
    }

    private void lookUntilSilent() throws BankException {
        look();
        stage.pass(Stage.SILENCE);
        look();
    }

    @Test
    void givenAnEarlierLifeOfThisRuntimeThenWhatItLeftIsInterruptedAtOnceAndItsSignsGo() throws Exception {
        CheckpointDraft draft = begin(EARLIER);
        signs.put(EARLIER, 12, "it");

        look();

        StoredCheckpoint found = found(draft);
        assertEquals(CheckpointStatus.INTERRUPTED, found.status());
        assertEquals("This runtime ended while it was at work on it.", found.problems().getFirst().message());
        assertEquals(List.of(), Stage.keys(bank, "unfinished"));
        assertEquals(List.of(), Stage.keys(bank, "lease"));
        assertFalse(draft.abort(FAILED));
    }

    @Test
    void givenAnOperationThatIsGoneOnWithThenItsCheckpointStaysAsItIs() throws Exception {
        CheckpointDraft draft = begin(EARLIER);
        stage.goingOn.add(OPERATION);

        lookUntilSilent();

        assertEquals(CheckpointStatus.PROTECTING, found(draft).status());
        assertEquals(1, Stage.keys(bank, "unfinished").size());
    }

    @Test
    void givenAForeignRuntimeThatGivesSignsThenItIsLeftAloneHoweverLongItTakes() throws Exception {
        CheckpointDraft draft = begin(Stage.FOREIGN);
        for (long n = 1; n < 10; n++) {
            signs.put(Stage.FOREIGN, n, "it");
            look();
            stage.pass(Stage.SILENCE.minusNanos(1));
        }
        look();

        assertEquals(CheckpointStatus.PROTECTING, found(draft).status());
    }

    @Test
    void givenAForeignRuntimeThatFallsSilentThenItsCheckpointIsInterruptedAfterTheLimitAndNotBefore() throws Exception {
        CheckpointDraft draft = begin(Stage.FOREIGN);
        signs.put(Stage.FOREIGN, 5, "it");
        look();
        assertEquals(Optional.of(new Writer(Stage.FOREIGN, Duration.ZERO)), watch.writer(draft.checkpoint().id()));
        stage.pass(Stage.SILENCE.minusNanos(1));
        look();
        assertEquals(CheckpointStatus.PROTECTING, found(draft).status());
        assertEquals(Optional.of(new Writer(Stage.FOREIGN, Stage.SILENCE.minusNanos(1))), watch.writer(draft.checkpoint().id()));

        stage.pass(Duration.ofNanos(1));
        look();

        assertEquals(CheckpointStatus.INTERRUPTED, found(draft).status());
        assertEquals("The runtime that was at work on it is gone.", found(draft).problems().getFirst().message());
        assertEquals(List.of(), Stage.keys(bank, "lease"));
    }

    @Test
    void givenAForeignRuntimeThatNeverGaveASignThenItIsGivenTheLimitToo() throws Exception {
        CheckpointDraft draft = begin(Stage.FOREIGN);

        look();
        assertEquals(CheckpointStatus.PROTECTING, found(draft).status());
        stage.pass(Stage.SILENCE);
        look();

        assertEquals(CheckpointStatus.INTERRUPTED, found(draft).status());
    }

    @Test
    void givenALaterLifeOfThisRuntimeFromACopiedHomeThenItIsTreatedAsAForeignOne() throws Exception {
        CheckpointDraft draft = begin(new Owner(Stage.SELF.runtime(), 8));

        look();

        assertEquals(CheckpointStatus.PROTECTING, found(draft).status());
    }

    @Test
    void givenAnOperationOfThisLifeThenOnlyItsEndFreesWhatTheBankDidNotTake() throws Exception {
        CheckpointDraft draft = begin(Stage.SELF);
        stage.running.add(OPERATION);
        lookUntilSilent();
        assertEquals(CheckpointStatus.PROTECTING, found(draft).status());

        stage.running.clear();
        look();

        assertEquals(CheckpointStatus.INTERRUPTED, found(draft).status());
    }

    @Test
    void givenADeletionThatStoppedThenItCountsAsFailedAndCanBeDoneAgain() throws Exception {
        CheckpointDraft draft = begin(Stage.SELF);
        draft.abort(FAILED);
        found(draft).beginDelete(Stage.FOREIGN, OPERATION);

        lookUntilSilent();

        assertEquals(CheckpointStatus.ERROR_DELETING, found(draft).status());
        found(draft).beginDelete(Stage.SELF, OPERATION).finish();
        assertEquals(purged(draft.checkpoint().id()), keysWithoutDecisions());
    }

    @Test
    void givenADeletionThatStoppedBeforeItsLastStepThenItIsFinished() throws Exception {
        CheckpointDraft draft = begin(Stage.SELF);
        draft.abort(FAILED);
        bank.add(FaultRule.on(BankMethod.DELETE).key(key -> key.startsWith("index/")));
        found(draft).beginDelete(EARLIER, OPERATION).finish();
        bank.heal();
        assertTrue(Stage.keys(bank, "").size() > 1);

        look();

        assertEquals(purged(draft.checkpoint().id()), keysWithoutDecisions());
    }

    @Test
    void givenABeginningThatNeverCameThenItsTracesGo() throws Exception {
        bank.add(FaultRule.on(BankMethod.PUT_IF_ABSENT).key(key -> key.endsWith("/begin")));
        try {
            begin(EARLIER);
        } catch (BankException expected) {
            bank.heal();
        }
        assertEquals(4, Stage.keys(bank, "").size());

        look();

        assertEquals(List.of(), Stage.keys(bank, ""));
    }

    @Test
    void whatIsFinishedIsNotLookedAtHoweverMuchThereIs() throws Exception {
        for (int i = 0; i < 50; i++) {
            begin(Stage.SELF).abort(FAILED);
        }
        long before = bank.calls();

        look();

        assertEquals(2, bank.calls() - before);
    }

    @Test
    void givenAWriterThatIsWokenLateThenItCompletesNothingAndSaysWhy() throws Exception {
        CheckpointDraft woken = begin(Stage.FOREIGN);
        lookUntilSilent();

        assertFalse(woken.abort(FAILED));

        String sentence = woken.loss().message();
        assertTrue(sentence.startsWith("This runtime gave no sign of life for so long that another one ended its work on checkpoint "), sentence);
        assertEquals(CheckpointStatus.INTERRUPTED, found(woken).status());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverStopsWheneverEveryCheckpointComesToAStatusWithAWayOut(long seed) throws Exception {
        Random random = new Random(seed);
        List<CheckpointDraft> drafts = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            Owner owner = random.nextBoolean() ? Stage.FOREIGN : EARLIER;
            bank.add(FaultRule.on().from(1 + random.nextInt(25)));
            try {
                work(random, owner, new OperationId("operation-" + step), drafts);
            } catch (RedoubtException stopped) {
                assertTrue(stopped.kind() == ProblemKind.UNAVAILABLE || stopped.kind() == ProblemKind.CONFLICT
                        || stopped.kind() == ProblemKind.EXISTS || stopped.kind() == ProblemKind.NOT_FOUND, stopped.getMessage());
            } finally {
                bank.heal();
            }
        }

        lookUntilSilent();

        assertEquals(List.of(), Stage.keys(bank, "unfinished"));
        for (int number = 1; number <= made; number++) {
            Optional<StoredCheckpoint> found = store.find(id(number));
            if (found.isPresent()) {
                CheckpointStatus status = found.get().status();
                assertTrue(status != CheckpointStatus.PROTECTING && status != CheckpointStatus.DELETING, status.word());
                found.get().beginDelete(Stage.SELF, OPERATION).finish();
            }
        }
        assertTrue(keysWithoutDecisions().stream().allMatch(key -> key.startsWith("deletions/")), () -> "something was left");
    }

    /** What is left of a checkpoint for ever: that it was deleted, how that ended, and what it was. */
    private static List<String> purged(CheckpointId id) {
        return List.of("deletions/" + id + "/00000001", "deletions/" + id + "/00000001.end", "deletions/" + id + "/purged");
    }

    /** All that is in the bank but the decisions, which outlive a deletion. */
    private List<String> keysWithoutDecisions() throws Exception {
        return Stage.keys(bank, "").stream().filter(key -> !key.startsWith("commits/")).toList();
    }

    private void work(Random random, Owner owner, OperationId operation, List<CheckpointDraft> drafts) throws RedoubtException {
        if (drafts.isEmpty() || random.nextInt(3) == 0) {
            drafts.add(begin(owner, operation));
        }
        CheckpointDraft draft = drafts.get(random.nextInt(drafts.size()));
        switch (random.nextInt(4)) {
            case 0 -> draft.abort(FAILED);
            case 1 -> drafts.add(store.resume(draft.checkpoint().id(), owner, owner.incarnation(), operation, draft.checkpoint().graph()));
            case 2 -> found(draft).beginDelete(owner, operation).finish();
            default -> { }
        }
    }
}
