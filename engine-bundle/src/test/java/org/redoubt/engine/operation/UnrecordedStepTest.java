package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.testkit.journal.FaultJournal;
import org.redoubt.testkit.journal.MemoryJournal;

/** What has become of steps while the journal took nothing, and the runtime is killed as soon as it takes something again. */
class UnrecordedStepTest {
    private static final Map<String, String> ONLY_TWO = Map.of("/new/two", "the second volume");

    @TempDir
    private Path home;
    private ResourceGraph graph;
    private final MemoryJournal memory = new MemoryJournal();
    private final FaultJournal journal = new FaultJournal(memory);

    @BeforeEach
    void connect() throws Exception {
        graph = ResourceGraph.builder().add(Fixture.SERVER).add(Fixture.ONE).add(Fixture.TWO).edge(Fixture.SERVER.ref(), Fixture.ONE.ref()).build();
    }

    private static Map<String, String> restored(Fixture fixture) {
        Map<String, String> restored = new ConcurrentHashMap<>(fixture.toy.world);
        restored.keySet().removeIf(id -> !id.startsWith("/new/"));
        return restored;
    }

    private static boolean isTried(JournalChange change) {
        return change instanceof JournalChange.StepOpened step && step.document().string("reason").isPresent();
    }

    private static boolean isEnd(JournalChange change) {
        return change instanceof JournalChange.Attached attached && attached.name().equals(OperationArchive.OUTCOMES);
    }

    /** A restore that goes on without the group of the server, which is whole but for the last hook and cannot be taken back. */
    private OperationView failsInPart(Fixture fixture, Predicate<JournalChange> refused) throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        fixture.toy.before(OperationType.RESTORE, Hook.COMPLETE, "s", context -> {
            throw new IOException("no");
        });
        fixture.toy.answerUndo(UndoResult.cannot("The array is away."));
        journal.failWhen(refused, ProblemKind.FULL);
        OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new")
                .options(OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE)));
        assertEquals(OperationState.FAILED, view.state());
        assertEquals(2, view.openUndoSteps());
        assertEquals(3, restored(fixture).size());
        return view;
    }

    private static void isTakenBack(Fixture fixture) throws InterruptedException {
        FaultScene.await(() -> restored(fixture).equals(ONLY_TWO), "the taking back of what was to go");
    }

    private void isTakenBackByTheNextLife(Map<String, String> world, MemoryJournal left) throws Exception {
        try (Fixture next = new Fixture(home, graph, Patience.DEFAULT, left)) {
            next.toy.world.putAll(world);
            next.operations.recover();
            isTakenBack(next);
        }
    }

    @Test
    void givenTheEndIsRecordedAtOnce_thenWhatIsToGoIsNotTakenForWhatIsKept() throws Exception {
        Set<Long> refused = ConcurrentHashMap.newKeySet();
        try (Fixture fixture = new Fixture(home, graph, Patience.DEFAULT, journal)) {
            OperationId id = failsInPart(fixture, change -> isTried(change) && refused.add(((JournalChange.StepOpened) change).step())).id();
            assertEquals(2, refused.size());
            MemoryJournal left = memory.copy();
            isTakenBackByTheNextLife(restored(fixture), left);
            assertEquals(1, left.steps(id).size());
        }
    }

    @Test
    void givenTheEndIsNotRecordedEither_thenWhatIsToGoIsNotTakenForWhatIsKept() throws Exception {
        try (Fixture fixture = new Fixture(home, graph, Patience.DEFAULT, journal)) {
            failsInPart(fixture, change -> isTried(change) || isEnd(change));
            isTakenBackByTheNextLife(restored(fixture), memory.copy());
        }
    }

    @Test
    void givenTheEndIsNotRecordedEither_thenWhatIsToGoIsTakenBackInThisLifeWhenTheJournalIsThereAgain() throws Exception {
        try (Fixture fixture = new Fixture(home, graph, Patience.DEFAULT, journal)) {
            fixture.operations.recover();
            failsInPart(fixture, change -> isTried(change) || isEnd(change));
            fixture.toy.answerUndo(UndoResult.done());
            journal.heal();
            fixture.services.change();
            isTakenBack(fixture);
        }
    }
}
