package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.config.ConfigStore;

/** What a session promises, alone and beside others. */
class SessionTest {
    private final FaultBank bank = new FaultBank(new MemoryBank());
    private final VaultRig rig = new VaultRig(bank);

    @AfterEach
    void close() {
        rig.close();
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static ProblemKind kind(Callable<?> call) {
        return assertThrows(VaultException.class, call::call).kind();
    }

    @Test
    void aSessionThatIsClosedWithoutFlushLeavesNothingBelieved() throws Exception {
        byte[] bytes = random(1, 5_000_000);
        DataId id;
        try (VaultSession session = rig.writing()) {
            id = VaultRig.put(session, bytes);
        }
        try (VaultSession session = rig.writing()) {
            assertEquals(ProblemKind.NOT_FOUND, kind(() -> session.open(id)));
            assertEquals(id, VaultRig.put(session, bytes));
            session.flush();
            assertEquals(bytes.length, session.totals().newBytes());
            assertArrayEquals(bytes, VaultRig.readAll(session, id));
        }
    }

    @Test
    void theSameBytesAreStoredOnceAndCountedAsNewOnce() throws Exception {
        byte[] bytes = random(2, 3_000_000);
        rig.store(bytes);
        long stored = rig.bytes();
        try (VaultSession session = rig.writing()) {
            VaultRig.put(session, bytes);
            VaultRig.put(session, bytes);
            session.flush();
            assertEquals(2L * bytes.length, session.totals().logicalBytes());
            assertEquals(0, session.totals().newBytes());
            assertEquals(0, session.totals().storedBytes());
        }
        assertEquals(stored, rig.bytes());
    }

    @Test
    void whatASessionCommittedItCanReadItselfBeforeTheFlush() throws Exception {
        byte[] bytes = random(3, 100_000);
        try (VaultSession session = rig.writing()) {
            DataId id = VaultRig.put(session, bytes);
            assertArrayEquals(bytes, VaultRig.readAll(session, id));
        }
    }

    @Test
    void manyWritersOfSeveralSessionsAndVaultsOnOneBankDoNotDisturbEachOther() throws Exception {
        try (VaultRig elsewhere = rig.beside(bank); ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<DataId>> ids = new ArrayList<>();
            byte[] shared = random(4, 1_500_000);
            for (int i = 0; i < 16; i++) {
                VaultRig mine = i % 2 == 0 ? rig : elsewhere;
                byte[] own = random(100 + i, 300_000);
                ids.add(threads.submit(() -> {
                    try (VaultSession session = mine.writing(); DataWriter writer = session.create(DataHints.none())) {
                        writer.write(0, ByteBuffer.wrap(shared));
                        writer.write(shared.length, ByteBuffer.wrap(own));
                        DataId id = writer.commit();
                        mine.commit(session);
                        return id;
                    }
                }));
            }
            List<DataId> stored = new ArrayList<>();
            for (Future<DataId> id : ids) {
                stored.add(id.get());
            }
            try (VaultSession session = elsewhere.reading()) {
                for (int i = 0; i < 16; i++) {
                    byte[] bytes = VaultRig.readAll(session, stored.get(i));
                    assertArrayEquals(random(100 + i, 300_000), java.util.Arrays.copyOfRange(bytes, shared.length, bytes.length));
                }
            }
        }
    }

    @Test
    void ofSeveralOfOneHomeThatMakeTheVaultOneDoesAndTheOthersTakeIt() throws Exception {
        AtomicInteger missed = new AtomicInteger();
        Bank slow = new ForwardingBank() {
            @Override
            protected Bank bank() {
                return bank;
            }

            @Override
            public BankTraits traits() {
                return bank.traits();
            }

            @Override
            public InputStream get(Key key, ByteRange range) throws BankException {
                try {
                    return super.get(key, range);
                } catch (BankException e) {
                    if (key.equals(ConfigStore.KEY) && missed.getAndIncrement() == 0) {
                        assertDoesNotThrow(() -> rig.store(new byte[1]));
                    }
                    throw e;
                }
            }
        };
        byte[] bytes = random(5, 1000);
        try (VaultRig late = rig.beside(slow)) {
            DataId id = late.store(bytes);
            assertTrue(missed.get() > 0);
            try (VaultSession session = rig.reading()) {
                assertArrayEquals(bytes, VaultRig.readAll(session, id));
            }
        }
    }

    @Test
    void writersOfOneSessionShareItFromManyThreads() throws Exception {
        try (VaultSession session = rig.writing(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DataId>> ids = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                byte[] bytes = random(i % 10, 400_000);
                ids.add(threads.submit(() -> {
                    DataId id = VaultRig.put(session, bytes);
                    session.flush();
                    return id;
                }));
            }
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(random(i % 10, 400_000), VaultRig.readAll(session, ids.get(i).get()));
            }
        }
    }

    @Test
    void aFullBankIsSaidAndNothingOfTheSessionIsBelieved() throws Exception {
        rig.store(random(5, 1000));
        bank.add(FaultRule.on(BankMethod.PUT).then(Fault.full()));
        byte[] bytes = random(6, 8_000_000);
        try (VaultSession session = rig.writing()) {
            assertEquals(ProblemKind.FULL, kind(() -> {
                VaultRig.put(session, bytes);
                session.flush();
                return null;
            }));
            assertEquals(ProblemKind.FULL, kind(() -> session.create(DataHints.none()).commit()));
        }
        bank.heal();
        DataId id = rig.store(bytes);
        try (VaultSession session = rig.reading()) {
            assertArrayEquals(bytes, VaultRig.readAll(session, id));
        }
    }

    @Test
    void aBankThatDoesNotAnswerForAWhileCanBeReadAgain() throws Exception {
        byte[] bytes = random(7, 300_000);
        DataId id = rig.store(bytes);
        try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
            bank.add(FaultRule.on(BankMethod.GET).then(Fault.brokenRead(100)));
            assertEquals(ProblemKind.UNAVAILABLE, kind(() -> reader.read(0, ByteBuffer.allocate(10))));
            bank.heal();
            assertArrayEquals(bytes, VaultRig.read(reader, 0, bytes.length));
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedInWords() throws Exception {
        assertEquals(ProblemKind.NOT_FOUND, kind(rig::reading));
        try (VaultSession session = rig.writing()) {
            DataId stream = VaultRig.put(session, random(8, 10));
            assertEquals(ProblemKind.INVALID, kind(() -> session.openTree(stream)));
            assertEquals(ProblemKind.INVALID, kind(() -> session.open(DataId.of("nonsense"))));
            assertEquals(ProblemKind.INVALID, kind(() -> session.open(DataId.of("stream-xyz"))));
            assertEquals(ProblemKind.NOT_FOUND, kind(() -> session.open(DataId.of("stream-" + "0".repeat(64)))));
            DataWriter backwards = session.create(DataHints.none());
            backwards.write(10, ByteBuffer.allocate(10));
            assertEquals(ProblemKind.INVALID, kind(() -> run(() -> backwards.write(5, ByteBuffer.allocate(1)))));
            DataWriter noPrevious = session.create(DataHints.none());
            assertEquals(ProblemKind.INVALID, kind(() -> run(() -> noPrevious.reuse(0, 1))));
            DataWriter tooLong = session.create(DataHints.none().previous(stream));
            assertEquals(ProblemKind.INVALID, kind(() -> run(() -> tooLong.reuse(0, 11))));
            session.flush();
        }
        try (VaultSession session = rig.reading()) {
            assertEquals(ProblemKind.INVALID, kind(() -> session.create(DataHints.none())));
            assertEquals(ProblemKind.INVALID, kind(() -> session.createTree(DataHints.none())));
        }
    }

    private interface Step {
        void run() throws VaultException;
    }

    private static Object run(Step step) throws VaultException {
        step.run();
        return null;
    }

    @Test
    void aClosedSessionRefusesEverythingAndClosingTwiceIsHarmless() throws Exception {
        VaultSession session = rig.writing();
        DataWriter writer = session.create(DataHints.none());
        TreeWriter tree = session.createTree(DataHints.none());
        session.close();
        session.close();
        assertEquals(ProblemKind.INVALID, kind(() -> session.create(DataHints.none())));
        assertEquals(ProblemKind.INVALID, kind(() -> run(() -> writer.write(0, ByteBuffer.allocate(1)))));
        assertEquals(ProblemKind.INVALID, kind(tree::commit));
        writer.close();
        tree.close();
        assertTrue(rig.keys("packs/").isEmpty());
    }

    @Test
    void aBankThatBecomesAnotherStoreIsNotWrittenTo() throws Exception {
        MovableBank changing = new MovableBank();
        try (VaultRig mine = new VaultRig(changing); VaultSession session = mine.writing()) {
            DataId id = VaultRig.put(session, random(1, 1000));
            MemoryBank second = new MemoryBank();
            changing.move(second);
            assertEquals(ProblemKind.UNAVAILABLE, kind(() -> run(session::flush)));
            assertTrue(second.list(Prefix.ALL, Optional.empty(), 10).objects().isEmpty());
            assertNotEquals(id, mine.store(random(1, 1000)), "another vault names the same bytes in another way");
            assertEquals(6, second.list(Prefix.ALL, Optional.empty(), 10).objects().size());
        }
    }

    @Test
    void twoCallersMakeOneVault() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> opened = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                opened.add(threads.submit(() -> {
                    try (VaultRig mine = rig.beside(bank); VaultSession session = mine.writing()) {
                        return VaultRig.put(session, random(1, 10));
                    }
                }));
            }
            for (Future<?> done : opened) {
                done.get();
            }
        }
        assertEquals(1, rig.keys("config").size());
    }

    @Test
    void aSessionThatCannotBeOpenedLeavesNothingOfItBehind() throws Exception {
        rig.store(random(9, 10));
        ForwardingBank broken = new ForwardingBank() {
            @Override
            protected Bank bank() {
                return bank;
            }

            @Override
            public BankTraits traits() {
                return bank.traits();
            }

            @Override
            public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
                if (prefix.toString().endsWith("runs")) {
                    throw new IllegalStateException("a mistake of a bank");
                }
                return super.list(prefix, after, limit);
            }
        };
        try (VaultRig faulty = rig.beside(broken)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                long before = bank.calls(BankMethod.GET);
                assertEquals(ProblemKind.INTERNAL, kind(faulty::writing));
                assertTrue(bank.calls(BankMethod.GET) > before, "the vault is looked for again, as nobody had it open");
            }
        }
    }
}
