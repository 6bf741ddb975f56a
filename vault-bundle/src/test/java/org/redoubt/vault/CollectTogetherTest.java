package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** Whoever is at work while a vault is collected loses nothing, and keeps nothing from going for good. */
class CollectTogetherTest {
    private final CollectRig given = new CollectRig();
    private final VaultRig rig = given.rig;
    private final Ledger ledger = given.ledger;

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void aWriterThatHasReferredToAVictimKeepsIt() throws Exception {
        byte[] bytes = CollectRig.random(5, 2_000_000);
        ledger.protect("a", bytes);
        ledger.purge("a");
        try (VaultRig other = given.home.beside(rig.bank, CollectRig.LIVELY); VaultSession session = other.writing("b", 0)) {
            DataId id = VaultRig.put(session, bytes);
            session.flush();
            assertEquals(0, session.totals().newBytes());
            given.collect();
            other.commit(session);
            ledger.add("b", id, bytes);
        }
        ledger.verify();
        given.collect();
        ledger.verify();
    }

    @Test
    void aWriterThatComesLaterStoresAVictimOnceMore() throws Exception {
        byte[] bytes = CollectRig.random(6, 2_000_000);
        ledger.protect("a", bytes);
        ledger.purge("a");
        AtomicInteger visits = new AtomicInteger();
        LiveData inTheMiddle = new Forwarding(ledger) {
            @Override
            public void visit(Visitor visitor) throws VaultException {
                if (visits.incrementAndGet() == 2) {
                    try (VaultRig other = given.home.beside(rig.bank, CollectRig.LIVELY)) {
                        assertTrue(rig.keys("/tombs").size() == 1);
                        VaultSession session = other.writing("b", 0);
                        DataId id = VaultRig.put(session, bytes);
                        session.flush();
                        assertEquals(bytes.length, session.totals().newBytes());
                        other.commit(session);
                        session.close();
                        ledger.add("b", id, bytes);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
                super.visit(visitor);
            }
        };
        rig.vault.collect(rig.bank, CollectOptions.defaults(), inTheMiddle);
        assertEquals(2, visits.get());
        ledger.verify();
        given.collect();
        ledger.verify();
        given.assertSmall();
    }

    @Test
    void aSilentWriterIsFencedAndCanNeverCommit() throws Exception {
        byte[] bytes = CollectRig.random(7, 1_000_000);
        ledger.protect("a", bytes);
        ledger.purge("a");
        VaultRig dead = given.home.beside(rig.bank, CollectRig.IMPATIENT);
        VaultSession zombie = dead.writing("z", 0);
        try (VaultRig impatient = given.home.beside(rig.bank, CollectRig.IMPATIENT)) {
            VaultRig.put(zombie, bytes);
            zombie.flush();
            impatient.vault.collect(impatient.bank, CollectOptions.defaults(), ledger);
            dead.commit(zombie);
            assertEquals("fenced", outcome("commits/z/0"));
            assertEquals(List.of(), rig.keys("/packs/d"));
        } finally {
            zombie.close();
            dead.close();
        }
        ledger.verify();
    }

    @Test
    void whileASilentWriterCannotBeFencedNothingIsDeleted() throws Exception {
        byte[] bytes = CollectRig.random(8, 1_000_000);
        ledger.protect("a", bytes);
        ledger.purge("a");
        try (VaultRig dead = given.home.beside(rig.bank, CollectRig.IMPATIENT); VaultSession silent = dead.writing("s", 0);
                VaultRig impatient = given.home.beside(rig.bank, CollectRig.IMPATIENT)) {
            DataId id = VaultRig.put(silent, bytes);
            silent.flush();
            LiveData powerless = new Forwarding(ledger) {
                @Override
                public void fence(String checkpoint, Key decision, Problem reason) {
                    // Nobody can be reached.
                }
            };
            CollectReport report = impatient.vault.collect(impatient.bank, CollectOptions.defaults(), powerless);
            assertEquals(0, report.deleted().objects());
            assertEquals(1, report.waiting().size());
            assertEquals(ProcessHandle.current().pid(), report.waiting().getFirst().pid());
            dead.commit(silent);
            ledger.add("s", id, bytes);
        }
        ledger.verify();
    }

    @Test
    void aReaderGoesOnWhileWhatItReadsIsStoredElsewhere() throws Exception {
        // All in one pack, in whatever order.
        byte[] kept = CollectRig.random(9, 300_000);
        byte[] both = CollectRig.random(9, 800_000);
        ledger.protect("a", both);
        DataId id = ledger.protect("b", kept);
        ledger.purge("a");
        try (VaultRig other = given.home.beside(rig.bank, CollectRig.LIVELY); VaultSession session = other.reading(); DataReader reader = session.open(id)) {
            assertTrue(given.collect().repacked().objects() > 0);
            assertArrayEquals(kept, VaultRig.read(reader, 0, kept.length));
        }
    }

    @Test
    void whatAReaderHasOpenedStaysUntilItEnds() throws Exception {
        byte[] bytes = CollectRig.random(11, 2_000_000);
        DataId id = ledger.protect("a", bytes);
        ledger.protect("b", CollectRig.random(12, 100_000));
        ledger.purge("a");
        try (VaultRig other = given.home.beside(rig.bank, CollectRig.LIVELY); VaultSession session = other.reading(); DataReader reader = session.open(id)) {
            assertEquals(0, given.collect().deleted().objects());
            assertArrayEquals(bytes, VaultRig.read(reader, 0, bytes.length));
        }
        assertTrue(given.collect().deleted().bytes() > 1_900_000);
        ledger.verify();
    }

    @Test
    void whatWasCollectedWhileItWasReadIsNotFoundAndNeverWrong() throws Exception {
        DataId id = ledger.protect("a", CollectRig.random(13, 2_000_000));
        ledger.purge("a");
        try (VaultRig gone = given.home.beside(rig.bank, CollectRig.IMPATIENT); VaultRig impatient = given.home.beside(rig.bank, CollectRig.IMPATIENT);
                VaultSession session = gone.reading()) {
            impatient.vault.collect(impatient.bank, CollectOptions.defaults(), ledger);
            VaultException e = assertThrows(VaultException.class, () -> VaultRig.readAll(session, id));
            assertEquals(ProblemKind.NOT_FOUND, e.kind());
        }
    }

    @Test
    void aLaterAttemptFindsWhatAnEarlierOneHasStored() throws Exception {
        byte[] bytes = CollectRig.random(14, 1_500_000);
        byte[] shared = CollectRig.random(15, 700_000);
        ledger.protect("x", shared);
        byte[] all = Arrays.copyOf(bytes, 2_200_000);
        System.arraycopy(shared, 0, all, 1_500_000, 700_000);
        DataId id;
        try (VaultSession session = rig.writing("c", 0)) {
            id = VaultRig.put(session, all);
            session.flush();
            rig.fence(session);
        }
        ledger.begun("c", id, all);
        ledger.purge("x");
        given.collect();
        try (VaultRig other = given.home.beside(rig.bank, CollectRig.LIVELY); VaultSession again = other.writing("c", 1)) {
            assertArrayEquals(all, VaultRig.readAll(again, id));
            other.commit(again);
            ledger.add("c", id, all);
        }
        ledger.verify();
        given.collect();
        ledger.verify();
    }

    @Test
    void aRangeOfABaseThatIsAboutToGoIsStoredOnceMore() throws Exception {
        byte[] bytes = CollectRig.random(24, 300_000);
        byte[] more = CollectRig.random(24, 800_000);
        ledger.protect("big", more);
        DataId base = ledger.protect("base", bytes);
        ledger.purge("big");
        AtomicInteger visits = new AtomicInteger();
        LiveData inTheMiddle = new Forwarding(ledger) {
            @Override
            public void visit(Visitor visitor) throws VaultException {
                if (visits.incrementAndGet() == 2) {
                    try (VaultRig other = given.home.beside(rig.bank, CollectRig.LIVELY)) {
                        VaultSession session = other.writing("next", 0);
                        DataId id;
                        try (DataWriter writer = session.create(DataHints.none().previous(base).size(bytes.length))) {
                            writer.reuse(0, bytes.length);
                            id = writer.commit();
                        }
                        other.commit(session);
                        session.close();
                        ledger.add("next", id, bytes);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
                super.visit(visitor);
            }
        };
        assertTrue(rig.vault.collect(rig.bank, CollectOptions.defaults(), inTheMiddle).repacked().objects() > 0);
        ledger.verify();
    }

    private String outcome(String key) throws Exception {
        try (var in = rig.vault.documents(rig.bank).get(Key.of(key), ByteRange.ALL)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.contains("fenced") ? "fenced" : "committed";
        }
    }

    private static class Forwarding implements LiveData {
        private final LiveData live;

        Forwarding(LiveData live) {
            this.live = live;
        }

        @Override
        public void visit(Visitor visitor) throws VaultException {
            live.visit(visitor);
        }

        @Override
        public void fence(String checkpoint, Key decision, Problem reason) throws VaultException {
            live.fence(checkpoint, decision, reason);
        }
    }
}
