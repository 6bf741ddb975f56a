package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** Whatever is written, in whatever portions, with whatever holes and reused ranges: that is what comes out. */
class StreamPropertyTest {
    private final VaultRig rig = new VaultRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Random bytes, text-like bytes and zeros in stretches. */
    private static byte[] content(Random random, int length) {
        byte[] bytes = new byte[length];
        int at = 0;
        while (at < length) {
            int n = Math.min(length - at, 1 + random.nextInt(200_000));
            int kind = random.nextInt(4);
            for (int i = at; i < at + n && kind != 0; i++) {
                bytes[i] = (byte) (kind == 1 ? random.nextInt() : kind == 2 ? 'a' + i % 7 : random.nextInt(3));
            }
            at += n;
        }
        return bytes;
    }

    private static void writeInPortions(Random random, DataWriter writer, byte[] bytes, int from, int to) throws VaultException {
        for (int at = from; at < to;) {
            int n = Math.min(to - at, 1 + random.nextInt(random.nextBoolean() ? 700 : 300_000));
            writer.write(at, ByteBuffer.wrap(bytes, at, n));
            at += n;
        }
    }

    /** Writes a new version of a stream by writes, holes, gaps and reused ranges; what it must be comes back in the array. */
    private static DataId next(Random random, VaultSession session, DataId previous, byte[] before, byte[] now)
            throws VaultException {
        try (DataWriter writer = session.create(DataHints.none().previous(previous).size(now.length))) {
            int at = 0;
            while (at < now.length) {
                int n = Math.min(now.length - at, 1 + random.nextInt(400_000));
                switch (random.nextInt(4)) {
                    case 0 -> writer.hole(at, n);
                    case 1 -> {
                        if (at + n < before.length) {
                            System.arraycopy(before, at, now, at, n);
                            writer.reuse(at, n);
                        }
                    }
                    case 2 -> {
                        byte[] fresh = content(random, n);
                        System.arraycopy(fresh, 0, now, at, n);
                        writeInPortions(random, writer, now, at, at + n);
                    }
                    default -> {
                        // A gap.
                    }
                }
                at += n;
            }
            return writer.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatComesOutIsWhatWentIn(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] before = content(random, random.nextInt(4_000_000));
        DataId first;
        try (VaultSession session = rig.writing()) {
            try (DataWriter writer = session.create(DataHints.none())) {
                writeInPortions(random, writer, before, 0, before.length);
                first = writer.commit();
            }
            rig.commit(session);
        }
        for (int version = 0; version < 4; version++) {
            byte[] now = new byte[random.nextInt(4_000_000)];
            DataId id;
            try (VaultSession session = rig.writing()) {
                id = next(random, session, first, before, now);
                rig.commit(session);
            }
            try (VaultSession session = rig.reading()) {
                assertArrayEquals(now, VaultRig.readAll(session, id));
                readAtRandom(random, session, id, now);
                assertArrayEquals(now, TransferTest.transferred(session, id));
                assertEquals(List.of(), session.verify(id, n -> { }));
            }
            before = now;
            first = id;
        }
    }

    private static void readAtRandom(Random random, VaultSession session, DataId id, byte[] expected) throws VaultException {
        try (DataReader reader = session.open(id)) {
            for (int i = 0; i < 30 && expected.length > 0; i++) {
                int from = random.nextInt(expected.length);
                int n = random.nextInt(Math.min(expected.length - from, 300_000) + 1);
                assertArrayEquals(Arrays.copyOfRange(expected, from, from + n), VaultRig.read(reader, from, n));
            }
            long at = 0;
            boolean wasHole = false;
            for (Extent extent : reader.extents()) {
                assertEquals(at, extent.offset());
                assertTrue(extent.length() > 0);
                assertFalse(wasHole && extent.hole(), "two neighbours are holes");
                for (long i = at; extent.hole() && i < at + extent.length(); i++) {
                    assertEquals(0, expected[(int) i]);
                }
                wasHole = extent.hole();
                at += extent.length();
            }
            assertEquals(expected.length, at);
        }
    }

    @Test
    void theNameDoesNotDependOnHowTheBytesWereSplitIntoWrites() throws Exception {
        byte[] bytes = content(new Random(99), 3_000_000);
        try (VaultSession session = rig.writing()) {
            DataId whole = VaultRig.put(session, bytes);
            for (int i = 0; i < 4; i++) {
                try (DataWriter writer = session.create(DataHints.none())) {
                    writeInPortions(new Random(i), writer, bytes, 0, bytes.length);
                    assertEquals(whole, writer.commit());
                }
            }
        }
    }

    @Test
    void anInsertionStoresLittleMoreThanItself() throws Exception {
        Random random = new Random(5);
        byte[] bytes = new byte[8_000_000];
        random.nextBytes(bytes);
        rig.store(bytes);
        long before = rig.bytes();
        byte[] longer = new byte[bytes.length + 11];
        System.arraycopy(bytes, 0, longer, 0, 1_000_003);
        System.arraycopy(bytes, 1_000_003, longer, 1_000_014, bytes.length - 1_000_003);
        DataId id = rig.store(longer);
        assertTrue(rig.bytes() - before < 600_000, "stored " + (rig.bytes() - before));
        try (VaultSession session = rig.reading()) {
            assertArrayEquals(longer, VaultRig.readAll(session, id));
        }
    }

    @Test
    void zerosTakeNoSpaceEvenIfTheyAreWritten() throws Exception {
        byte[] zeros = new byte[20_000_000];
        DataId id = rig.store(zeros);
        assertTrue(rig.bytes() < 2_000, "stored " + rig.bytes());
        try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
            assertEquals(zeros.length, reader.size());
            assertEquals(List.of(new Extent(0, zeros.length, true)), toList(reader));
        }
    }

    @Test
    void aStreamOfOneTebibyteWithLittleDataIsCheap() throws Exception {
        long size = 1L << 40;
        byte[] island = new byte[100_000];
        new Random(1).nextBytes(island);
        DataId id;
        try (VaultSession session = rig.writing(); DataWriter writer = session.create(DataHints.none().size(size))) {
            writer.write(size / 2, ByteBuffer.wrap(island));
            id = writer.commit();
            rig.commit(session);
            assertEquals(island.length, session.totals().logicalBytes());
        }
        try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
            assertEquals(size, reader.size());
            assertArrayEquals(island, VaultRig.read(reader, size / 2, island.length));
            assertArrayEquals(new byte[4096], VaultRig.read(reader, size - 4096, 4096));
            assertEquals(-1, reader.read(size, ByteBuffer.allocate(1)));
            assertEquals(3, toList(reader).size());
        }
    }

    private static List<Extent> toList(DataReader reader) {
        List<Extent> extents = new java.util.ArrayList<>();
        reader.extents().forEach(extents::add);
        return extents;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 16 << 10, 256 << 10, (256 << 10) + 1, 1 << 20, (1 << 20) + 1})
    void everySizeNearAnEdgeComesBack(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        DataId id = rig.store(bytes);
        try (VaultSession session = rig.reading()) {
            assertArrayEquals(bytes, VaultRig.readAll(session, id));
            assertEquals(List.of(), session.verify(id, n -> { }));
        }
    }

    @Test
    void aLongListOfPiecesCanBeReadAtAnyPlace() throws Exception {
        // Every second block is a hole, so that the list needs nodes of several levels.
        byte[] block = new byte[4096];
        int blocks = 40_000;
        DataId id;
        try (VaultSession session = rig.writing(); DataWriter writer = session.create(DataHints.none())) {
            for (int i = 0; i < blocks; i++) {
                ByteBuffer.wrap(block).putInt(i + 1);
                writer.write(i * 8192L, ByteBuffer.wrap(block));
            }
            id = writer.commit();
            rig.commit(session);
        }
        try (VaultSession session = rig.reading(); DataReader reader = session.open(id)) {
            Random random = new Random(3);
            for (int i = 0; i < 200; i++) {
                int at = random.nextInt(blocks);
                assertEquals(at + 1, ByteBuffer.wrap(VaultRig.read(reader, at * 8192L, 4096)).getInt());
            }
            assertEquals(2 * blocks - 1, toList(reader).size());
        }
    }
}
