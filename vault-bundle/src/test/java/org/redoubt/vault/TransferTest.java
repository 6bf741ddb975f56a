package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataSink;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** A whole stream, given in the order of packs: each byte once, or said to be damaged. */
class TransferTest {
    private static final int LENGTH = 3_000_000;

    private final VaultRig rig = new VaultRig();
    private final AtomicInteger lost = new AtomicInteger();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Takes a stream into an array, and counts. */
    private static class Taking implements DataSink<IOException> {
        private final byte[] bytes;
        private final byte[] times;
        private long passed;

        Taking(int size) {
            bytes = new byte[size];
            times = new byte[size];
        }

        @Override
        public void data(long offset, ByteBuffer data) throws IOException {
            int from = (int) offset;
            int to = from + data.remaining();
            data.get(bytes, from, to - from);
            for (int at = from; at < to; at++) {
                times[at]++;
            }
        }

        @Override
        public void hole(long offset, long length) {
            for (int at = (int) offset; at < offset + length; at++) {
                times[at]++;
            }
        }

        @Override
        public void passed(long more) throws RedoubtException {
            passed += more;
        }
    }

    static byte[] transferred(VaultSession session, DataId id) throws Exception {
        try (DataReader reader = session.open(id)) {
            Taking taking = new Taking((int) reader.size());
            reader.transfer(taking);
            byte[] once = new byte[taking.times.length];
            Arrays.fill(once, (byte) 1);
            assertArrayEquals(once, taking.times);
            assertEquals(taking.times.length, taking.passed);
            return taking.bytes;
        }
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aChunkThatAStreamHasManyTimesComesToEachOfItsPlaces() throws Exception {
        byte[] part = random(1, 700_000);
        byte[] bytes = new byte[4 * part.length];
        for (int n = 0; n < 4; n++) {
            System.arraycopy(part, 0, bytes, n * part.length, part.length);
        }
        DataId id = rig.store(bytes);
        try (VaultSession session = rig.reading()) {
            assertArrayEquals(bytes, transferred(session, id));
        }
    }

    @Test
    void whatIsDamagedIsSaidAndAllElseIsGiven() throws Exception {
        byte[] bytes = random(2, LENGTH);
        DataId id = rig.store(bytes);
        Key pack = rig.keys("packs/d/").getFirst();
        byte[] harmed = rig.object(pack);
        harmed[harmed.length / 2] ^= 1;
        rig.replace(pack, harmed);
        try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
            Taking taking = new Taking(LENGTH) {
                @Override
                public void damaged(long offset, long length, VaultException failure) {
                    assertEquals(ProblemKind.DAMAGED, failure.kind());
                    assertTrue(failure.problem().subject().orElseThrow().contains(pack.toString()), failure.problem().toString());
                    System.arraycopy(bytes, (int) offset, super.bytes, (int) offset, (int) length);
                    hole(offset, length);
                    lost.addAndGet((int) length);
                }
            };
            reader.transfer(taking);
            assertArrayEquals(bytes, taking.bytes);
            assertEquals(LENGTH, taking.passed);
            assertTrue(lost.get() > 0 && lost.get() <= 256 << 10, lost + " bytes are lost");
        }
    }

    @Test
    void damageEndsTheTransferWhereNobodyTakesItUpon() throws Exception {
        DataId id = rig.store(random(3, LENGTH));
        for (Key pack : rig.keys("packs/d/")) {
            rig.replace(pack, new byte[0]);
        }
        try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
            assertEquals(ProblemKind.DAMAGED, assertThrows(VaultException.class, () -> reader.transfer(new Taking(LENGTH))).kind());
        }
    }

    @Test
    void whatTheSinkThrowsEndsTheTransferAndItIsNotUsedAnyMore() throws Exception {
        DataId id = rig.store(random(4, LENGTH));
        IOException full = new IOException("full");
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean late = new AtomicBoolean();
        try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
            assertSame(full, assertThrows(IOException.class, () -> reader.transfer(new DataSink<IOException>() {
                @Override
                public void data(long offset, ByteBuffer data) throws IOException {
                    late.compareAndSet(false, ended.get());
                    throw full;
                }
            })));
            ended.set(true);
            assertArrayEquals(random(4, LENGTH), transferred(session, id));
        }
        assertFalse(late.get());
    }

    @Test
    void theThreadThatFollowsCanStopIt() throws Exception {
        DataId id = rig.store(random(5, LENGTH));
        VaultException stop = assertThrows(VaultException.class, () -> {
            try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
                reader.transfer(new Taking(LENGTH) {
                    @Override
                    public void passed(long more) throws RedoubtException {
                        Thread.currentThread().interrupt();
                    }
                });
            } finally {
                assertTrue(Thread.interrupted());
            }
        });
        assertEquals(ProblemKind.CANCELLED, stop.kind());
    }

    @Test
    void aSparseStreamOfATebibyteIsGivenWithoutItsHoles() throws Exception {
        long size = 1L << 40;
        byte[] some = random(6, 400_000);
        DataId id;
        try (VaultSession session = rig.writing()) {
            try (DataWriter writer = session.create(DataHints.none().size(size))) {
                writer.hole(0, size / 2);
                writer.write(size / 2, ByteBuffer.wrap(some));
                writer.hole(size / 2 + some.length, size - size / 2 - some.length);
                id = writer.commit();
            }
            rig.commit(session);
        }
        AtomicInteger bytes = new AtomicInteger();
        List<Long> passed = new ArrayList<>();
        try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
            reader.transfer(new DataSink<IOException>() {
                @Override
                public void data(long offset, ByteBuffer data) {
                    bytes.addAndGet(data.remaining());
                }

                @Override
                public void passed(long more) {
                    passed.add(more);
                }
            });
        }
        assertEquals(size, passed.stream().mapToLong(Long::longValue).sum());
        assertTrue(bytes.get() >= some.length && bytes.get() < some.length + (256 << 10), bytes + " bytes are given");
    }
}
