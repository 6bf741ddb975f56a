package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataSink;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

/** The interrupt of a caller ends that call, and nothing else. */
class InterruptTest {
    private final FaultBank bank = new FaultBank(new MemoryBank());
    private final VaultRig rig = new VaultRig(bank);

    @AfterEach
    void close() {
        rig.close();
    }

    private interface Call {
        void run() throws VaultException;
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void assertCancelled(String what, Call call) {
        Thread.currentThread().interrupt();
        VaultException e = assertThrows(VaultException.class, call::run, what);
        assertTrue(Thread.interrupted(), what + " swallowed the interrupt");
        assertEquals(ProblemKind.CANCELLED, e.kind(), what);
    }

    @Test
    void anInterruptedThreadIsToldSoByEveryMethodAndOthersGoOn() throws Exception {
        byte[] bytes = random(1, 2_000_000);
        DataId stream = rig.store(bytes);
        DataId treeId;
        try (VaultSession session = rig.writing(); TreeWriter tree = session.createTree(DataHints.none())) {
            TreeTest.write(tree, TreeTest.file("a", 1), random(2, 1000));
            treeId = tree.commit();
            rig.commit(session);
        }
        try (VaultSession session = rig.writing(); VaultSession beside = rig.writing();
                DataWriter other = beside.create(DataHints.none())) {
            other.write(0, ByteBuffer.wrap(bytes, 0, 1_000_000));
            DataHints again = DataHints.none().previous(treeId);
            Map<String, Call> calls = new LinkedHashMap<>();
            calls.put("open", () -> rig.writing().close());
            calls.put("create", () -> session.create(DataHints.none()).close());
            writerCalls(calls, session, stream);
            calls.put("createTree", () -> session.createTree(DataHints.none()).close());
            treeCalls(calls, session.createTree(again));
            DataReader reader = session.open(stream);
            calls.put("open stream", () -> session.open(stream).close());
            calls.put("read", () -> reader.read(0, ByteBuffer.allocate(100)));
            TreeReader tree = session.openTree(treeId);
            TreeReader.Cursor cursor = tree.entries();
            calls.put("transfer", () -> transfer(reader));
            calls.put("open tree", () -> session.openTree(treeId).close());
            calls.put("cursor", cursor::next);
            calls.put("entry", () -> tree.entry(TreePath.of("a")));
            calls.put("open file", () -> tree.open(TreePath.of("a")).close());
            calls.put("flush", session::flush);
            calls.put("verify", () -> session.verify(stream, n -> { }));
            calls.put("copy", () -> session.copy(stream, beside, n -> { }));
            calls.forEach(InterruptTest::assertCancelled);

            assertArrayEquals(bytes, VaultRig.read(reader, 0, bytes.length));
            assertEquals(TreePath.of("a"), cursor.next().orElseThrow().path());
            other.write(1_000_000, ByteBuffer.wrap(bytes, 1_000_000, 1_000_000));
            assertEquals(stream, other.commit());
            VaultRig.put(session, random(3, 500_000));
            session.flush();
            beside.flush();
            assertEquals(List.of(), session.verify(treeId, n -> { }));
        }
    }

    private static void transfer(DataReader reader) throws VaultException {
        try {
            reader.transfer(new DataSink<RuntimeException>() {
                @Override
                public void data(long offset, ByteBuffer bytes) {
                    // It never comes so far.
                }
            });
        } catch (VaultException known) {
            throw known;
        } catch (RedoubtException other) {
            throw new AssertionError(other);
        }
    }

    private static void writerCalls(Map<String, Call> calls, VaultSession session, DataId previous) throws VaultException {
        DataHints hints = DataHints.none().previous(previous);
        DataWriter write = session.create(hints);
        DataWriter hole = session.create(hints);
        DataWriter reuse = session.create(hints);
        DataWriter commit = session.create(hints);
        calls.put("write", () -> write.write(0, ByteBuffer.allocate(10)));
        calls.put("hole", () -> hole.hole(0, 10));
        calls.put("reuse", () -> reuse.reuse(0, 10));
        calls.put("commit", commit::commit);
    }

    private static void treeCalls(Map<String, Call> calls, TreeWriter tree) {
        calls.put("add", () -> tree.add(TreeEntry.builder(TreePath.of("d"), EntryType.DIRECTORY).build()));
        calls.put("file", () -> tree.file(TreeTest.file("b", 1)).close());
        calls.put("reuse file", () -> tree.reuse(TreeTest.file("a", 2)));
        calls.put("previous", () -> tree.previous(TreePath.of("a")));
        calls.put("commit tree", tree::commit);
    }

    @Test
    void aCallerThatWaitsForASlowBankIsFreedByAnInterruptAndTheDataOfOthersArrives() throws Exception {
        byte[] bytes = random(4, 1_000_000);
        try (VaultSession session = rig.writing()) {
            DataId id = VaultRig.put(session, bytes);
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch reached = new CountDownLatch(1);
            bank.add(FaultRule.on(BankMethod.PUT).then(new Fault() {
                @Override
                public void before(org.redoubt.testkit.bank.BankCall call) throws org.redoubt.api.bank.BankException {
                    reached.countDown();
                    Fault.slow(gate).before(call);
                }
            }));
            AtomicReference<ProblemKind> seen = new AtomicReference<>();
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    session.flush();
                } catch (VaultException e) {
                    seen.set(e.kind());
                }
            });
            reached.await();
            waiting.interrupt();
            waiting.join();
            assertEquals(ProblemKind.CANCELLED, seen.get());
            // A session on another bank is not held up by the one that waits.
            try (VaultRig elsewhere = new VaultRig()) {
                elsewhere.store(bytes);
            }
            gate.countDown();
            session.flush();
            assertArrayEquals(bytes, VaultRig.readAll(session, id));
        }
    }

    @Test
    void aWriterThatWaitsForRoomIsFreedByAnInterrupt() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (VaultSession session = rig.writing(); DataWriter writer = session.create(DataHints.none())) {
            bank.add(FaultRule.on(BankMethod.PUT).then(Fault.slow(gate)));
            AtomicReference<ProblemKind> seen = new AtomicReference<>();
            byte[] block = random(5, 1 << 20);
            Thread waiting = Thread.ofPlatform().start(() -> {
                try {
                    for (long at = 0; true; at += block.length) {
                        new Random(at).nextBytes(block);
                        writer.write(at, ByteBuffer.wrap(block));
                    }
                } catch (VaultException e) {
                    seen.set(e.kind());
                }
            });
            // It can only end by the interrupt: the memory that it may fill is bounded and the bank takes nothing.
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
            waiting.join();
            assertEquals(ProblemKind.CANCELLED, seen.get());
            gate.countDown();
            VaultRig.put(session, random(6, 1_000_000));
            session.flush();
        }
    }
}
