package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** A bank that is slow, or hangs, holds up nobody who uses another one. */
class HeldUpTest {
    private static final int SESSIONS = 5;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(2 * SESSIONS);

    /** Each session has as many packs under way as it may have, together more than one pool of threads takes. */
    @Test
    void givenManyPacksThatWaitForABank_thenSessionsOnAnotherOneGoOn() throws Exception {
        FaultBank slow = new FaultBank(new MemoryBank(), FaultRule.on(BankMethod.PUT).key(key -> key.contains("/packs/")).then(new Fault() {
            @Override
            public void before(BankCall call) throws BankException {
                held.countDown();
                Fault.slow(gate).before(call);
            }
        }));
        byte[] bytes = new byte[4 * VaultRig.PACK];
        new Random(1).nextBytes(bytes);
        List<CompletableFuture<Void>> stores = new ArrayList<>();
        try (VaultRig here = new VaultRig(slow)) {
            for (int i = 0; i < SESSIONS; i++) {
                VaultSession session = here.writing();
                stores.add(CompletableFuture.runAsync(() -> store(session, bytes), task -> Thread.ofPlatform().daemon().start(task)));
            }
            assertTrue(held.await(2, TimeUnit.MINUTES));
            SessionOptions options = SessionOptions.writing(new Owner("00000000-0000-0000-0000-000000000001", 1), "c", "c.0", Key.of("commits/c/0"));
            try (VaultSession session = here.vault.open(new MemoryBank(), options)) {
                assertArrayEquals(bytes, VaultRig.readAll(session, VaultRig.put(session, bytes)));
            }
            gate.countDown();
            CompletableFuture.allOf(stores.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
        } finally {
            gate.countDown();
        }
    }

    /** Opening reads index objects, which a slow rate may hold up: as many at once as one pool of threads takes. */
    @Test
    void givenManyOpensThatWaitForABank_thenAnotherOneOpens() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        FaultBank slow = new FaultBank(new MemoryBank());
        List<CompletableFuture<Void>> opens = new ArrayList<>();
        try (VaultRig here = new VaultRig(slow); VaultRig there = here.beside(slow)) {
            here.store(new byte[] {1});
            slow.add(FaultRule.on(BankMethod.GET).key(key -> key.contains("/runs/")).then(new Fault() {
                @Override
                public void before(BankCall call) throws BankException {
                    waiting.countDown();
                    Fault.slow(gate).before(call);
                }
            }));
            for (int i = 0; i < 4 * SESSIONS; i++) {
                opens.add(CompletableFuture.runAsync(() -> assertDoesNotThrow(() -> there.reading().close()), task -> Thread.ofPlatform().daemon().start(task)));
            }
            assertTrue(waiting.await(2, TimeUnit.MINUTES));
            SessionOptions options = SessionOptions.writing(new Owner("00000000-0000-0000-0000-000000000001", 1), "c", "c.0", Key.of("commits/c/0"));
            CompletableFuture.runAsync(() -> assertDoesNotThrow(() -> there.vault.open(new MemoryBank(), options).close()),
                    task -> Thread.ofPlatform().daemon().start(task)).get(2, TimeUnit.MINUTES);
            gate.countDown();
            CompletableFuture.allOf(opens.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
        } finally {
            gate.countDown();
        }
    }

    private static void store(VaultSession session, byte[] bytes) {
        try (session) {
            VaultRig.put(session, bytes);
            session.flush();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
