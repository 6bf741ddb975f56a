package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** Whatever call of the bank fails, and however: no step stays open, and what was begun says what it is and can be deleted. */
class BankFaultsTest {
    private static final long SEED = 20261121;
    private static final int SAMPLES = 12;
    private static final List<Fault> FAULTS = List.of(Fault.permanent(), Fault.full(), Fault.retryable(), Fault.ambiguous());

    @TempDir
    private Path home;

    /** Runs with a fault; empty if the request was refused. */
    private static Optional<OperationView> tryTo(Fixture fixture, OperationRequest request) throws Exception {
        try {
            return Optional.of(fixture.run(request));
        } catch (RedoubtException refused) {
            return Optional.empty();
        }
    }

    private static List<StoredCheckpoint> all(Fixture fixture) throws Exception {
        try (CheckpointFinder.Stores stores = fixture.finder().open(Optional.of("default"))) {
            return stores.catalog().list(Fixture.CALLER.project(), CheckpointQuery.all());
        }
    }

    private static FaultRule fault(Random random, long calls, boolean forEver) {
        FaultRule rule = FaultRule.on().then(FAULTS.get(random.nextInt(FAULTS.size())));
        long at = 1 + random.nextLong(calls);
        return forEver ? rule.from(at) : rule.at(at);
    }

    @Test
    void aProtectThatTheBankFailsLeavesNoStepAndACheckpointThatSaysWhatItIsAndCanBeDeleted() throws Exception {
        FaultBank bank = new FaultBank(new MemoryBank());
        Random random = new Random(SEED);
        try (Fixture fixture = new Fixture(home)) {
            fixture.banks.put("default", bank);
            fixture.run(fixture.protectAll());
            long calls = bank.calls();
            for (int sample = 0; sample < SAMPLES; sample++) {
                bank.add(fault(random, calls, sample % 2 == 0));
                Optional<OperationView> view = tryTo(fixture, fixture.protectAll());
                bank.heal();
                String sampled = "sample " + sample + ": " + view.map(OperationView::problems);
                assertEquals(0, view.map(OperationView::openUndoSteps).orElse(0), sampled);
                assertTrue(view.map(OperationView::state).map(OperationState::ended).orElse(true), sampled);
                for (StoredCheckpoint stored : all(fixture)) {
                    boolean good = view.filter(ended -> ended.checkpoint().equals(stored.id()) && ended.state() != OperationState.SUCCEEDED).isEmpty();
                    assertTrue(!good || stored.status() == CheckpointStatus.AVAILABLE, sampled + stored.status());
                    assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(stored.id())).state(), sampled);
                }
                assertEquals(List.of(), all(fixture), sampled);
            }
        }
    }

    @Test
    void aRestoreThatTheBankFailsLeavesNothingHalfMade() throws Exception {
        FaultBank bank = new FaultBank(new MemoryBank());
        Random random = new Random(SEED);
        try (Fixture fixture = new Fixture(home)) {
            fixture.banks.put("default", bank);
            OperationView made = fixture.run(fixture.protectAll());
            long before = bank.calls();
            fixture.run(RestoreRequest.of(made.checkpoint()).target("/count"));
            long calls = bank.calls() - before;
            for (int sample = 0; sample < SAMPLES; sample++) {
                String place = "/new" + sample;
                bank.add(fault(random, calls, sample % 2 == 0));
                Optional<OperationView> view = tryTo(fixture, RestoreRequest.of(made.checkpoint()).target(place));
                bank.heal();
                boolean whole = view.filter(ended -> ended.state() == OperationState.SUCCEEDED).isPresent();
                String sampled = "sample " + sample + ": " + view.map(OperationView::problems);
                assertEquals(0, view.map(OperationView::openUndoSteps).orElse(0), sampled);
                for (String name : List.of("server", "one", "two")) {
                    assertEquals(whole, fixture.toy.world.containsKey(place + "/" + name), sampled);
                }
                assertFalse(whole && !view.orElseThrow().problems().isEmpty(), sampled);
            }
        }
    }

    private static FaultRule outcome(Fault fault) {
        return FaultRule.on(BankMethod.PUT_IF_ABSENT).key(key -> key.contains("/outcome")).then(fault);
    }

    @Test
    void givenABankThatStoresTheEndAndSaysThatItRefusedThenTheOperationHasSucceeded() throws Exception {
        FaultBank bank = new FaultBank(new MemoryBank());
        try (Fixture fixture = new Fixture(home)) {
            fixture.banks.put("default", bank);
            bank.add(outcome(Fault.ambiguous(ProblemKind.DENIED)).at(1));
            OperationView view = fixture.run(fixture.protectAll());
            assertEquals(OperationState.SUCCEEDED, view.state(), () -> view.problems().toString());
            assertEquals(CheckpointStatus.AVAILABLE, all(fixture).getFirst().status());
        }
    }

    @Test
    void givenABankThatStoresTheEndAndCannotBeReadUntilItIsTooLateThenTheOperationSaysThatTheCheckpointIsThere() throws Exception {
        FaultBank bank = new FaultBank(new MemoryBank());
        try (Fixture fixture = new Fixture(home)) {
            fixture.banks.put("default", bank);
            bank.add(outcome(Fault.ambiguous(ProblemKind.DENIED)).at(1));
            bank.add(FaultRule.on(BankMethod.GET).key(key -> key.contains("/outcome")).then(Fault.permanent()).at(1));
            OperationView view = fixture.run(fixture.protectAll());
            assertEquals(OperationState.FAILED, view.state());
            assertTrue(view.problems().stream().anyMatch(problem -> problem.message().contains("is available all the same")),
                    () -> view.problems().toString());
            assertEquals(CheckpointStatus.AVAILABLE, all(fixture).getFirst().status());
        }
    }
}
