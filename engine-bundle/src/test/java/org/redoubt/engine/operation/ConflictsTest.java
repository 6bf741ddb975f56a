package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.RestoreRequest;

/** What two operations cannot have at once, besides what the table of all pairs has. */
@Timeout(600)
class ConflictsTest {
    @TempDir
    private Path home;
    private Meeting meeting;
    private Fixture engine;
    private CheckpointId checkpoint;

    @BeforeEach
    void meet() throws Exception {
        meeting = new Meeting(home);
        engine = meeting.engine;
        checkpoint = meeting.newer.checkpoint();
    }

    @AfterEach
    void part() {
        meeting.close();
    }

    private OperationHandle heldRestore(RestoreRequest request) throws Exception {
        meeting.plugin.inMain(OperationType.RESTORE, "one", context -> meeting.holdOnce());
        OperationHandle handle = engine.begin(request);
        meeting.gate.awaitHeld();
        return handle;
    }

    @Test
    void restoresToDifferentTargetsGoOnSideBySide() throws Exception {
        OperationHandle first = heldRestore(RestoreRequest.of(checkpoint).target("/a"));
        Meeting.endsWell(engine.begin(RestoreRequest.of(checkpoint).target("/b")));
        Meeting.endsWell(engine.begin(RestoreRequest.of(checkpoint)));
        Meeting.endsWell(engine.begin(engine.protectAll()));
        meeting.gate.open();
        Meeting.endsWell(first);
        assertEquals("the first volume", engine.toy.world.get("/a/one"));
        assertEquals("the first volume", engine.toy.world.get("/b/one"));
    }

    @Test
    void restoresOfTheSameNameToOneTargetAreRefused() throws Exception {
        OperationHandle first = heldRestore(RestoreRequest.of(checkpoint).target("/a").resources(List.of(Fixture.ONE.ref())));
        Problem problem = assertThrows(RefusedException.class, () -> engine.begin(RestoreRequest.of(meeting.older.checkpoint()).target("/a"))).problem();
        assertEquals("\"one\" at /a is in use by the restore " + first.id() + ".", problem.message());
        Meeting.endsWell(engine.begin(RestoreRequest.of(checkpoint).target("/a").resources(List.of(Fixture.TWO.ref()))));
        meeting.gate.open();
        Meeting.endsWell(first);
    }

    @Test
    void anotherProjectLearnsThatSomethingIsInUseAndNotByWhom() throws Exception {
        OperationHandle first = heldRestore(RestoreRequest.of(checkpoint));
        Caller other = Caller.of("somebody", new ProjectId("other"));
        Problem problem = assertThrows(RefusedException.class, () -> engine.operations.start(other, engine.protectAll())).problem();
        assertEquals("The resource Toy::Server#s is in use by another operation.", problem.message());
        meeting.gate.open();
        Meeting.endsWell(first);
    }

    @Test
    void anotherProjectLearnsThatItWaitsAndNotForWhom() throws Exception {
        OperationHandle first = meeting.held(OperationType.PROTECT, checkpoint, Hook.PREPARE_BEGIN);
        OperationHandle second = engine.operations.start(Caller.of("somebody", new ProjectId("other")), engine.protectAll());
        Meeting.awaitThat(() -> engine.operations.waits(second.id()).stream()
                .anyMatch(told -> told.matches("It waits for another operation, which prepares some of the same resources, for [0-9.]+ m?s\\.")));
        meeting.gate.open();
        Meeting.endsWell(first);
        Meeting.endsWell(second);
    }

    @Test
    void aCopyThatIsBeingMadeIsNotDeleted() throws Exception {
        OperationHandle copy = meeting.held(OperationType.COPY, checkpoint, Hook.MAIN);
        CheckpointId target = copy.view().targetCheckpoint().orElseThrow();
        Problem problem = assertThrows(RefusedException.class, () -> engine.begin(DeleteRequest.of(target).purge())).problem();
        assertEquals("Checkpoint " + target + " is being written.", problem.message());
        meeting.gate.open();
        Meeting.endsWell(copy);
    }

    /** Whoever sees that a checkpoint is available need not know that the operation which made it is still about to end. */
    @Test
    void whatIsAvailableCanBeUsedAtOnce() throws Exception {
        Bank bank = engine.banks.get("default");
        engine.banks.put("default", new ForwardingBank() {
            @Override
            protected Bank bank() {
                return bank;
            }

            @Override
            public BankTraits traits() {
                return bank.traits();
            }

            @Override
            public void delete(Key key) throws BankException {
                if (key.toString().startsWith("unfinished/") && !meeting.gate.wasReached()) {
                    meeting.gate.holdWhateverHappens();
                }
                super.delete(key);
            }
        });
        OperationHandle protect = engine.begin(engine.protectAll());
        meeting.gate.awaitHeld();
        FutureTask<OperationView> restore = new FutureTask<>(() -> engine.run(RestoreRequest.of(protect.view().checkpoint())));
        Thread asking = Thread.ofPlatform().daemon().start(restore);
        Meeting.awaitThat(() -> asking.getState() == Thread.State.TIMED_WAITING);
        meeting.gate.open();
        assertEquals(OperationState.SUCCEEDED, restore.get(2, TimeUnit.MINUTES).state());
        Meeting.endsWell(protect);
        meeting.leavesNothingBehind(home);
    }

    @Test
    void aFailedProtectIsNotGoneOnWithWhileSomebodyRestoresWhatThereIsOfIt() throws Exception {
        engine.toy.before(OperationType.PROTECT, Hook.COMPLETE, "s", context -> {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "Not yet."));
        });
        OperationView failed = engine.run(engine.protectAll());
        assertEquals(OperationState.FAILED, failed.state());
        engine.toy.before(OperationType.PROTECT, Hook.COMPLETE, "s", context -> { });
        OperationHandle restore = heldRestore(RestoreRequest.of(failed.checkpoint()).target("/a").allowPartial());
        RedoubtException refused = assertThrows(RedoubtException.class, () -> engine.operations.resume(Fixture.CALLER.project(), failed.id()));
        assertEquals("Checkpoint " + failed.checkpoint() + " is in use by the restore " + restore.id() + ".", refused.problem().message());
        meeting.gate.open();
        Meeting.endsWell(restore);
        Meeting.endsWell(engine.operations.resume(Fixture.CALLER.project(), failed.id()));
    }

    @Test
    void whatIsDeletedOfTheCheckpointBeforeCountsAsAbsentForAProtect() throws Exception {
        engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
            var previous = ((ProtectContext) context).previous().orElseThrow();
            assertTrue(previous.get("meta").isPresent());
            meeting.holdOnce();
            assertEquals(List.of(), previous.documents());
            assertFalse(previous.get("meta").isPresent());
            assertFalse(previous.dataId("text").isPresent());
            assertEquals(ProblemKind.NOT_FOUND, assertThrows(RedoubtException.class, () -> previous.open("text")).kind());
        });
        OperationHandle protect = engine.begin(engine.protectAll());
        meeting.gate.awaitHeld();
        Meeting.endsWell(meeting.begin(OperationType.DELETE, checkpoint));
        meeting.gate.open();
        Meeting.endsWell(protect);
        meeting.leavesNothingBehind(home);
    }

    @Test
    void aProtectThatWaitsToPrepareIsCancelledAtOnceAndTheOthersGoOn() throws Exception {
        OperationHandle first = meeting.held(OperationType.PROTECT, checkpoint, Hook.PREPARE_BEGIN);
        OperationHandle second = engine.begin(engine.protectAll());
        OperationHandle third = engine.begin(engine.protectAll());
        Meeting.awaitThat(() -> engine.operations.waits(second.id()).toString().contains("It waits for the protect " + first.id()));
        Meeting.awaitThat(() -> engine.operations.waits(third.id()).toString().contains("It waits for the protect " + first.id()));
        second.cancel("The test wants it.");
        assertEquals(OperationState.CANCELLED, Fixture.end(second).state());
        meeting.gate.open();
        Meeting.endsWell(first);
        Meeting.endsWell(third);
        meeting.leavesNothingBehind(home);
    }

    @Test
    void noTwoOfManyProtectsHaveOneServerFrozen() throws Exception {
        AtomicInteger frozen = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        engine.toy.before(OperationType.PROTECT, Hook.PREPARE_BEGIN, "s", context -> most.accumulateAndGet(frozen.incrementAndGet(), Math::max));
        engine.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "s", context -> frozen.decrementAndGet());
        List<OperationHandle> protects = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            protects.add(engine.begin(engine.protectAll()));
        }
        for (OperationHandle protect : protects) {
            Meeting.endsWell(protect);
        }
        assertEquals(1, most.get());
    }

    @Test
    void copiesThatGoBothWaysDoNotDisturbEachOther() throws Exception {
        OperationView there = engine.run(CopyRequest.of(checkpoint, "other"));
        OperationHandle first = meeting.held(OperationType.COPY, meeting.older.checkpoint(), Hook.MAIN);
        Meeting.endsWell(engine.begin(CopyRequest.of(there.targetCheckpoint().orElseThrow(), "default")));
        meeting.gate.open();
        Meeting.endsWell(first);
        meeting.leavesNothingBehind(home);
    }
}
