package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** Crashes and meetings of the table in the documentation of the vault that no other test makes happen on purpose. */
class CrashTableTest {
    private final CollectRig given = new CollectRig();
    private final VaultRig rig = given.rig;
    private final Ledger ledger = given.ledger;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        given.close();
    }

    /** A bank that holds a call back until it is released. */
    private FaultBank holding(BankMethod method, Predicate<String> key) {
        return new FaultBank(rig.bank, FaultRule.on(method).key(key).at(1).then(new Fault() {
            @Override
            public void before(BankCall call) throws BankException {
                reached.countDown();
                Fault.slow(released).before(call);
            }
        }));
    }

    private interface Work {
        void run() throws RedoubtException;
    }

    private CompletableFuture<Void> begin(Work work) throws InterruptedException {
        CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (RedoubtException e) {
                throw new IllegalStateException(e);
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
        assertTrue(reached.await(2, TimeUnit.MINUTES));
        return done;
    }

    private static void assertOvertaken(CompletableFuture<Void> late) {
        Throwable failure = assertThrows(ExecutionException.class, () -> late.get(2, TimeUnit.MINUTES)).getCause().getCause();
        assertEquals(ProblemKind.CONFLICT, assertInstanceOf(VaultException.class, failure).kind());
    }

    private void aVictim() throws RedoubtException {
        ledger.protect("needed", CollectRig.random(1, 300_000));
        ledger.protect("gone", CollectRig.random(2, 300_000));
        ledger.purge("gone");
    }

    private void collectImpatiently() throws VaultException {
        try (VaultRig impatient = given.home.beside(rig.bank, CollectRig.IMPATIENT)) {
            impatient.vault.collect(rig.bank, CollectOptions.defaults(), ledger);
        }
    }

    @Test
    void whoDiesWhenItsSessionIsOpenIsFencedOrPassedOverAndNothingIsLeftOfIt() throws Exception {
        aVictim();
        try (VaultRig dead = given.home.beside(rig.bank, CollectRig.IMPATIENT)) {
            dead.writing("z", 0);
            dead.reading();
            collectImpatiently();
            assertEquals(List.of(), rig.keys("/live/sessions/"));
            try (var decision = rig.vault.documents(rig.bank).get(Key.of("commits/z/0"), ByteRange.ALL)) {
                assertTrue(new String(decision.readAllBytes(), StandardCharsets.UTF_8).contains("fenced"));
            }
        }
        assertEquals(1, rig.keys("/packs/d/").size());
        ledger.verify();
    }

    @Test
    void packsOfWhichNoIndexObjectTellsGo() throws Exception {
        ledger.protect("needed", CollectRig.random(1, 300_000));
        FaultBank dying = new FaultBank(rig.bank, FaultRule.on(BankMethod.PUT).key(key -> key.contains("/runs/")).then(Fault.permanent()));
        try (VaultRig dead = given.home.beside(dying, CollectRig.IMPATIENT); VaultSession session = dead.writing("z", 0)) {
            VaultRig.put(session, CollectRig.random(2, 300_000));
            assertThrows(VaultException.class, session::flush);
            assertEquals(2, rig.keys("/packs/d/").size());
        }
        collectImpatiently();
        assertEquals(1, rig.keys("/packs/d/").size());
        ledger.verify();
    }

    @Test
    void ofTwoCollectionsTheLateOneDecidesNothing() throws Exception {
        aVictim();
        FaultBank slow = holding(BankMethod.PUT_IF_ABSENT, key -> key.endsWith("/decision"));
        try (VaultRig late = given.home.beside(slow, CollectRig.LIVELY)) {
            CompletableFuture<Void> collection = begin(() -> late.vault.collect(slow, CollectOptions.defaults(), ledger));
            given.collect();
            byte[] bytes = CollectRig.random(2, 300_000);
            ledger.protect("again", bytes);
            released.countDown();
            assertOvertaken(collection);
        }
        ledger.verify();
        given.collect();
        ledger.verify();
    }

    @Test
    void aRepairThatIsLateForACollectionDecidesNothingAndIsDoneAgain() throws Exception {
        ledger.protect("needed", CollectRig.random(1, 300_000));
        rig.bank.delete(rig.keys("/runs/").getFirst());
        FaultBank slow = holding(BankMethod.PUT_IF_ABSENT, key -> key.endsWith("/decision"));
        try (VaultRig late = given.home.beside(slow, CollectRig.LIVELY)) {
            CompletableFuture<Void> repair = begin(() -> late.vault.repair(slow, RepairOptions.defaults(), ledger));
            assertThrows(VaultException.class, given::collect, "it deletes nothing while what is needed cannot be read");
            released.countDown();
            assertOvertaken(repair);
        }
        assertTrue(rig.vault.repair(rig.bank, RepairOptions.defaults(), ledger).whole());
        ledger.verify();
        given.collect();
        ledger.verify();
    }

    @Test
    void whatIsBeingCopiedIsNotCollected() throws Exception {
        byte[] bytes = CollectRig.random(3, 400_000);
        DataId id = ledger.protect("copied", bytes);
        ledger.protect("needed", CollectRig.random(1, 300_000));
        MemoryBank other = new MemoryBank();
        rig.vault.replicate(other, rig.bank);
        FaultBank slow = holding(BankMethod.GET, key -> key.contains("/packs/d/"));
        try (VaultRig from = given.home.beside(slow, CollectRig.LIVELY); VaultRig to = given.home.beside(other, CollectRig.LIVELY)) {
            Ledger copies = new Ledger(to);
            CompletableFuture<Void> copy = begin(() -> {
                try (VaultSession source = from.reading(); VaultSession target = to.writing("copy", 0)) {
                    source.copy(id, target, n -> { });
                    to.commit(target);
                    copies.add("copy", id, bytes);
                }
            });
            ledger.purge("copied");
            assertEquals(0, given.collect().deleted().objects());
            released.countDown();
            copy.get(2, TimeUnit.MINUTES);
            copies.verify();
        }
        assertTrue(given.collect().deleted().bytes() > 300_000);
        ledger.verify();
    }
}
