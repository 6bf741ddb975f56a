package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.Changes;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/**
 * Whoever keeps a vault in order is interrupted at each call to the bank in turn. The call ends as cancelled, or is done; who writes meanwhile goes on; all that
 * was complete can be read; and it can be done again.
 */
class UpkeepInterruptTest {
    private static final byte[] BESIDE = CollectRig.random(7, 20_000);

    private CollectRig given;
    private Bank replica;
    private DataId first;
    private DataId second;

    @AfterEach
    void close() {
        given.close();
    }

    @BeforeEach
    void given() throws Exception {
        given = new CollectRig();
        byte[] bytes = CollectRig.random(1, 60_000);
        first = given.ledger.protect("kept", bytes);
        given.ledger.protect("purged", CollectRig.random(2, 30_000));
        byte[] changed = bytes.clone();
        changed[30_000] ^= 1;
        second = given.ledger.protect("changed", changed);
        replica = given.rig.copy(UUID.randomUUID().toString());
        given.ledger.purge("purged");
        scrub(given.rig);
    }

    private static void scrub(VaultRig rig) throws RedoubtException {
        rig.vault.scrub(rig.bank, ScrubOptions.of(CheckDepth.OBJECTS), ScrubProgress.NONE);
    }

    private interface Work {
        void run(VaultRig rig, Ledger ledger) throws RedoubtException;
    }

    private Ledger ledger(VaultRig rig) {
        Ledger ledger = new Ledger(rig);
        given.ledger.complete().forEach((checkpoint, entry) -> ledger.add(checkpoint, entry.id(), entry.bytes()));
        return ledger;
    }

    private static Fault interrupting(Thread caller) {
        return new Fault() {
            @Override
            public void before(BankCall call) {
                caller.interrupt();
            }
        };
    }

    /** Whether it ended as cancelled, where it was interrupted at a call. */
    private boolean interrupted(MemoryBank bank, long at, Work work) throws Exception {
        FaultBank struck = new FaultBank(bank);
        boolean cancelled = false;
        try (VaultRig rig = given.home.beside(struck, CollectRig.LIVELY); VaultRig other = given.home.beside(bank, CollectRig.LIVELY)) {
            Ledger ledger = ledger(rig);
            Ledger beside = new Ledger(other);
            try (VaultSession session = other.writing("beside", 0); DataWriter writer = session.create(DataHints.none())) {
                writer.write(0, ByteBuffer.wrap(BESIDE, 0, 10_000));
                struck.add(FaultRule.on().at(at).then(interrupting(Thread.currentThread())));
                try {
                    work.run(rig, ledger);
                    Thread.interrupted();
                } catch (RedoubtException e) {
                    assertTrue(Thread.interrupted(), "the interrupt at call " + at + " was swallowed");
                    assertEquals(ProblemKind.CANCELLED, e.kind(), e::getMessage);
                    cancelled = true;
                }
                struck.heal();
                writer.write(10_000, ByteBuffer.wrap(BESIDE, 10_000, 10_000));
                DataId id = writer.commit();
                other.commit(session);
                beside.add("beside", id, BESIDE);
                ledger.add("beside", id, BESIDE);
                assertArrayEquals(BESIDE, VaultRig.readAll(session, id));
            }
            again(work, rig, ledger);
            ledger.verify();
        }
        return cancelled;
    }

    /** What was cut off may still be at work, as a process would be that nobody has told of the interrupt. */
    private static void again(Work work, VaultRig rig, Ledger ledger) throws RedoubtException {
        for (int round = 0; true; round++) {
            try {
                work.run(rig, ledger);
                return;
            } catch (RedoubtException overtaken) {
                assertTrue(round < 100 && overtaken.kind() == ProblemKind.CONFLICT, overtaken.problem().toString());
            }
        }
    }

    private long calls(Work work) throws Exception {
        FaultBank counting = new FaultBank(given.rig.copy());
        try (VaultRig whole = given.home.beside(counting, CollectRig.LIVELY)) {
            work.run(whole, ledger(whole));
        }
        assertTrue(counting.calls() > 0);
        return counting.calls();
    }

    /** Whether it was cancelled at least once: an answer may be faster than the interrupt. */
    private boolean walk(Work work) throws Exception {
        long calls = calls(work);
        boolean cancelled = false;
        for (long at = 1; at <= calls; at++) {
            cancelled |= interrupted(given.rig.copy(), at, work);
        }
        assertFalse(Thread.currentThread().isInterrupted());
        return cancelled;
    }

    @Test
    void collect() throws Exception {
        assertTrue(walk((rig, ledger) -> rig.vault.collect(rig.bank, CollectOptions.defaults(), ledger)));
    }

    @Test
    void scrub() throws Exception {
        assertTrue(walk((rig, ledger) -> rig.vault.scrub(rig.bank, ScrubOptions.of(CheckDepth.CONTENT), ScrubProgress.NONE)));
    }

    @Test
    void repair() throws Exception {
        given.rig.bank.delete(given.rig.keys("/packs/d/").getFirst());
        scrub(given.rig);
        assertTrue(walk((rig, ledger) -> rig.vault.repair(rig.bank, RepairOptions.defaults().from(replica), ledger)));
    }

    @Test
    void replicate() throws Exception {
        walk((rig, ledger) -> rig.vault.replicate(rig.bank, replica));
    }

    @Test
    void keys() throws Exception {
        walk((rig, ledger) -> rig.vault.keys(rig.bank, List.of()).list());
        walk((rig, ledger) -> rig.vault.keys(rig.bank, List.of()).export());
    }

    /** Each time in a home of its own, as that remembers which keys it has seen. */
    @Test
    void rotate() throws Exception {
        Work work = (rig, ledger) -> rig.vault.keys(rig.bank, List.of()).rotate();
        long calls = calls(work);
        boolean cancelled = false;
        for (long at = 1; at <= calls; at++) {
            close();
            given();
            cancelled |= interrupted(given.rig.copy(), at, work);
        }
        assertTrue(cancelled);
    }

    @Test
    void compare() throws Exception {
        walk((rig, ledger) -> {
            try (VaultSession session = rig.reading()) {
                Changes<?> changes = session.compareStreams(first, second);
                while (changes.next().isPresent()) {
                    // Each is found by reading.
                }
            }
        });
    }

    @Test
    void questions() throws Exception {
        walk((rig, ledger) -> {
            rig.vault.id(rig.bank);
            rig.vault.missed(rig.bank, Optional.empty());
            rig.vault.scrubs(rig.bank);
        });
    }
}
