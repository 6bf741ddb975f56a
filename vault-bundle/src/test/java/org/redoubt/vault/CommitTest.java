package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.FaultBank;

/** What a session has stored counts when the decision about it says so, and names it; nothing else makes anybody believe it. */
class CommitTest {
    private final VaultRig rig = new VaultRig();
    private final byte[] bytes = random(1, 400_000);
    private DataId first;

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void given() throws Exception {
        first = rig.store(random(0, 1000));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static void assertKind(ProblemKind kind, Callable<?> call) {
        assertEquals(kind, assertThrows(VaultException.class, call::call).kind());
    }

    private boolean isThere(DataId id) throws VaultException {
        try (VaultRig fresh = rig.beside(rig.bank); VaultSession session = fresh.reading()) {
            return Arrays.equals(bytes, VaultRig.readAll(session, id));
        } catch (VaultException e) {
            assertEquals(ProblemKind.NOT_FOUND, e.kind());
            return false;
        }
    }

    @Test
    void whatIsNotDecidedIsSeenByTheSessionItselfAndByNobodyElse() throws Exception {
        try (VaultSession session = rig.writing(); VaultSession other = rig.writing()) {
            DataId id = VaultRig.put(session, bytes);
            session.flush();
            assertArrayEquals(bytes, VaultRig.readAll(session, id));
            assertKind(ProblemKind.NOT_FOUND, () -> other.open(id));
            assertFalse(isThere(id));
            rig.commit(session);
            assertArrayEquals(bytes, VaultRig.readAll(other, id));
            assertTrue(isThere(id));
        }
    }

    @Test
    void whatAnEarlierAttemptHasLeftIsSettledBeforeItIsNamed() throws Exception {
        FaultBank counting = new FaultBank(rig.bank);
        try (VaultSession session = rig.writing("c", 0)) {
            VaultRig.put(session, bytes);
            session.flush();
        }
        try (VaultRig next = rig.beside(counting); VaultSession session = next.writing("c", 1)) {
            assertEquals(2, counting.calls(BankMethod.SETTLE), "the decision that is believed, and the one index object that nobody believes");
            VaultRig.put(session, bytes);
            next.commit(session);
        }
    }

    @Test
    void nothingIsReusedOfASessionThatMayNeverBeCommitted() throws Exception {
        List<Key> before = rig.keys("");
        DataId id;
        try (VaultSession doomed = rig.writing(); VaultSession session = rig.writing()) {
            VaultRig.put(doomed, bytes);
            doomed.flush();
            List<Key> garbage = rig.keys("");
            garbage.removeAll(before);
            id = VaultRig.put(session, bytes);
            rig.commit(session);
            assertEquals(bytes.length, session.totals().newBytes());
            rig.fence(doomed);
            for (Key key : garbage) {
                rig.bank.delete(key);
            }
        }
        assertTrue(isThere(id));
    }

    @Test
    void aSessionThatWasFencedNeverCounts() throws Exception {
        DataId id;
        try (VaultSession session = rig.writing()) {
            id = VaultRig.put(session, bytes);
            session.flush();
            rig.fence(session);
            rig.commit(session);
        }
        assertFalse(isThere(id));
    }

    @Test
    void aLaterAttemptTakesOverWhatTheEarlierOnesHaveStored() throws Exception {
        DataId id;
        try (VaultSession session = rig.writing("c", 0)) {
            id = VaultRig.put(session, bytes);
            session.flush();
            rig.fence(session);
        }
        try (VaultRig fresh = rig.beside(rig.bank); VaultSession foreign = fresh.writing(); VaultSession again = fresh.writing("c", 1)) {
            assertKind(ProblemKind.NOT_FOUND, () -> foreign.open(id));
            assertArrayEquals(bytes, VaultRig.readAll(again, id));
            assertEquals(id, VaultRig.put(again, bytes));
            again.flush();
            assertEquals(0, again.totals().newBytes());
            fresh.commit(again);
        }
        assertTrue(isThere(id));
    }

    @Test
    void whatAWriterThatWasFencedStoresLaterDoesNotCount() throws Exception {
        DataId late;
        try (VaultSession zombie = rig.writing("c", 0)) {
            VaultRig.put(zombie, random(2, 1000));
            zombie.flush();
            rig.fence(zombie);
            try (VaultSession again = rig.writing("c", 1)) {
                late = VaultRig.put(zombie, bytes);
                zombie.flush();
                rig.commit(again);
            }
        }
        assertFalse(isThere(late));
    }

    @Test
    void aDamagedDecisionIsNamedAndTheRestReads() throws Exception {
        List<Key> before = rig.keys("commits/");
        DataId id = rig.store(bytes);
        Key decision = rig.keys("commits/").stream().filter(key -> !before.contains(key)).findFirst().orElseThrow();
        for (byte[] forged : List.of(new byte[0], "{}\n{\"outcome\":\"committed\"}\n".getBytes(StandardCharsets.UTF_8))) {
            rig.replace(decision, forged);
            try (VaultRig fresh = rig.beside(rig.bank); VaultSession session = fresh.reading()) {
                VaultException e = assertThrows(VaultException.class, () -> session.open(id));
                assertEquals(ProblemKind.DAMAGED, e.kind());
                assertEquals(decision.toString(), e.problem().subject().orElse(""));
                assertArrayEquals(random(0, 1000), VaultRig.readAll(session, first));
            }
        }
    }

    @Test
    void aReceiptIsGivenForWhatIsDurableOnly() throws Exception {
        try (VaultSession session = rig.writing(); VaultSession reading = rig.reading()) {
            assertEquals("{\"runs\":[]}", session.receipt().toString());
            VaultRig.put(session, bytes);
            assertKind(ProblemKind.INVALID, session::receipt);
            session.flush();
            assertEquals(rig.keys("/runs/").size() - 1, session.receipt().strings("runs").size());
            assertKind(ProblemKind.INVALID, reading::receipt);
            session.create(DataHints.none()).close();
        }
    }
}
