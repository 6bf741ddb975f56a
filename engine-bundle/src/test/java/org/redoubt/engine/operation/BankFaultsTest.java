package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** What the bank says of the end of a checkpoint, and what it has done, can be two things. */
class BankFaultsTest {
    @TempDir
    private Path home;

    private static List<StoredCheckpoint> all(Fixture fixture) throws Exception {
        try (CheckpointFinder.Stores stores = fixture.finder().open(Optional.of("default"))) {
            return stores.catalog().list(Fixture.CALLER.project(), CheckpointQuery.all());
        }
    }

    private static FaultRule outcome(Fault fault) {
        return FaultRule.on(BankMethod.PUT_IF_ABSENT).key(key -> key.startsWith("commits/")).then(fault);
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
            bank.add(FaultRule.on(BankMethod.GET).key(key -> key.startsWith("commits/")).then(Fault.permanent()).at(1));
            OperationView view = fixture.run(fixture.protectAll());
            assertEquals(OperationState.FAILED, view.state());
            assertTrue(view.problems().stream().anyMatch(problem -> problem.message().contains("is available all the same")),
                    () -> view.problems().toString());
            assertEquals(CheckpointStatus.AVAILABLE, all(fixture).getFirst().status());
        }
    }
}
