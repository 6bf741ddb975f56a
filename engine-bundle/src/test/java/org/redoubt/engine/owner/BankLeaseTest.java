package org.redoubt.engine.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

@Timeout(60)
class BankLeaseTest {
    private static final String PLACE = "lease/" + Stage.SELF.runtime() + "/7/";

    private final Stage stage = new Stage();
    private final FaultBank bank = new FaultBank(new MemoryBank());
    private final BankLeases leases = new BankLeases(stage, Stage.SELF, stage.settings());

    @BeforeEach
    void aBank() {
        stage.banks.put("default", bank);
    }

    private List<String> signs() throws RedoubtException {
        return Stage.keys(bank, "lease");
    }

    @Test
    void aLeaseIsDurableWhenItIsHeldAndGoneAfterItsLastUse() throws Exception {
        Holding first = leases.hold(stage.lease("default"));
        Holding second = leases.hold(stage.lease("default"));

        assertEquals(List.of(PLACE + "0000000000000001"), signs());
        assertTrue(first.lease().held());
        assertEquals(Stage.SELF, first.lease().owner());
        assertEquals(7, first.lease().epoch());
        first.close();
        first.close();
        assertTrue(second.lease().held());
        second.close();
        assertFalse(second.lease().held());
        assertEquals(List.of(), signs());
        assertEquals(2, stage.leased.get());
    }

    @Test
    void forHowLongALeaseCouldNotBeRenewedIsTold() throws Exception {
        try (Holding use = leases.hold(stage.lease("default"))) {
            stage.pass(Stage.SILENCE.minusSeconds(1));
            assertEquals(Optional.empty(), leases.lapsed("default"));
            stage.pass(Duration.ofSeconds(3));
            assertFalse(use.lease().held());
            assertEquals(Optional.of(Stage.SILENCE.plusSeconds(2)), leases.lapsed("default"));
            assertEquals(Optional.empty(), leases.lapsed("other"));
        }
        assertEquals(Optional.empty(), leases.lapsed("default"));
    }

    @Test
    void aNumberIsNeverGivenTwice() throws Exception {
        leases.hold(stage.lease("default")).close();

        try (Holding again = leases.hold(stage.lease("default"))) {
            assertTrue(again.lease().held());
            assertEquals(List.of(PLACE + "0000000000000002"), signs());
        }
    }

    @Test
    void aBankThatTakesNoSignKeepsTheOperationFromBeginning() throws Exception {
        bank.add(FaultRule.on(BankMethod.PUT_IF_ABSENT).then(Fault.full()));

        RedoubtException refused = assertThrows(RedoubtException.class, () -> leases.hold(stage.lease("default")));

        assertEquals(ProblemKind.FULL, refused.kind());
        bank.heal();
        leases.hold(stage.lease("default")).close();
        assertEquals(List.of(), signs());
    }

    @Test
    void withoutASignForTheLimitItIsNotHeldAndNothingIsCompleted() throws Exception {
        try (Holding holding = leases.hold(stage.lease("default"))) {
            stage.pass(Stage.SILENCE.minusNanos(1));
            holding.demand();
            stage.pass(Duration.ofNanos(1));

            assertFalse(holding.lease().held());
            RedoubtException refused = assertThrows(RedoubtException.class, holding::demand);
            assertEquals(ProblemKind.CONFLICT, refused.kind());
            assertEquals(1, refused.problem().message().chars().filter(c -> c == '.').count());
        }
    }

    @Test
    void theNextSignIsDurableBeforeTheOneBeforeGoes() throws Exception {
        Renewal renewal = new Renewal(stage.lease("default"), Stage.SELF, new AtomicLong(), new ConcurrentLinkedQueue<>(), stage.settings());
        renewal.begin();
        bank.add(FaultRule.on(BankMethod.PUT_IF_ABSENT).then(Fault.retryable()));

        assertThrows(RedoubtException.class, renewal::sign);

        assertEquals(List.of(PLACE + "0000000000000001"), signs());
        bank.heal();
        renewal.sign();
        assertEquals(List.of(PLACE + "0000000000000003"), signs());
        renewal.end();
        assertEquals(List.of(), signs());
    }

    @Test
    void aSignThatCouldNotBeTakenAwayGoesWithTheNextOne() throws Exception {
        Renewal renewal = new Renewal(stage.lease("default"), Stage.SELF, new AtomicLong(), new ConcurrentLinkedQueue<>(), stage.settings());
        renewal.begin();
        bank.add(FaultRule.on(BankMethod.DELETE).at(1));

        renewal.sign();
        assertEquals(2, signs().size());
        renewal.sign();
        assertEquals(List.of(PLACE + "0000000000000003"), signs());
        renewal.end();
    }

    @Test
    void aCopyOfTheHomeThatGoesByTheSameNameGivesNoSignOfThisOne() throws Exception {
        Renewal original = new Renewal(stage.lease("default"), Stage.SELF, new AtomicLong(), new ConcurrentLinkedQueue<>(), stage.settings());
        original.begin();
        Renewal copy = new Renewal(stage.lease("default"), Stage.SELF, new AtomicLong(), new ConcurrentLinkedQueue<>(), stage.settings());
        stage.pass(Stage.SILENCE);

        copy.sign();

        assertFalse(copy.isFresh());
        original.end();
    }

    @Test
    void signsAreGivenByItselfUntilTheEnd() throws Exception {
        BankLeases quick = new BankLeases(stage, Stage.SELF, stage.settings(Duration.ofMillis(1)));
        try (Holding holding = quick.hold(stage.lease("default"))) {
            stage.pass(Stage.SILENCE.multipliedBy(2));
            while (!holding.lease().held()) {
                Thread.onSpinWait();
            }
        }
        assertEquals(List.of(), signs());
    }

    @Test
    void oneBankThatIsStuckKeepsNoOtherFromRenewing() throws Exception {
        FaultBank stuck = new FaultBank(new MemoryBank());
        stage.banks.put("stuck", stuck);
        CountDownLatch gate = new CountDownLatch(1);
        BankLeases quick = new BankLeases(stage, Stage.SELF, stage.settings(Duration.ofMillis(1)));
        try (Holding lost = quick.hold(stage.lease("stuck")); Holding alive = quick.hold(stage.lease("default"))) {
            long before = stuck.calls(BankMethod.PUT_IF_ABSENT);
            stuck.add(FaultRule.on(BankMethod.PUT_IF_ABSENT).then(Fault.slow(gate)));
            while (stuck.calls(BankMethod.PUT_IF_ABSENT) == before) {
                Thread.onSpinWait();
            }

            stage.pass(Stage.SILENCE.multipliedBy(2));

            while (!alive.lease().held()) {
                Thread.onSpinWait();
            }
            assertFalse(lost.lease().held());
            gate.countDown();
        }
    }
}
