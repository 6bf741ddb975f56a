package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Chunker;
import org.redoubt.vault.chunk.ZstdCodec;
import org.redoubt.vault.config.VaultConfig;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.Area;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.stream.StreamRoot;
import org.redoubt.vault.tree.TreeRoot;
import org.redoubt.vault.wire.FormatException;

/** The parts of the format by themselves: sizes of chunks, records, and decoders that no bytes can harm. */
class FormatTest {
    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static List<Integer> cuts(byte[] bytes) {
        List<Integer> lengths = new ArrayList<>();
        Chunker chunker = new Chunker();
        int start = 0;
        for (int n = chunker.next(bytes, start, bytes.length); n > 0; n = chunker.next(bytes, start, bytes.length)) {
            lengths.add(n);
            start += n;
        }
        return lengths;
    }

    @Test
    void chunksOfRandomBytesAreNearTheAverageAndWithinTheBounds() {
        List<Integer> lengths = cuts(random(1, 64 << 20));
        assertTrue(lengths.stream().allMatch(n -> n >= Chunker.MIN && n <= Chunker.MAX));
        double mean = lengths.stream().mapToInt(n -> n).average().orElseThrow();
        assertTrue(mean > 56 << 10 && mean < 80 << 10, "mean " + mean);
    }

    @Test
    void bytesThatAreAllAlikeAreCutAtTheLongestLength() {
        for (int value = 0; value < 256; value++) {
            byte[] bytes = new byte[Chunker.MAX + 1000];
            java.util.Arrays.fill(bytes, (byte) value);
            assertEquals(List.of(Chunker.MAX), cuts(bytes));
        }
    }

    @Test
    void aRecordIsCompressedOnlyWhereThatGainsSomething() throws Exception {
        try (ZstdCodec codec = new ZstdCodec(3)) {
            byte[] text = "the same again ".repeat(1000).getBytes();
            byte[] noise = random(2, 20_000);
            assertTrue(roundTrip(codec, text) < text.length / 10);
            assertEquals(noise.length + ZstdCodec.HEADER, roundTrip(codec, noise));
            assertEquals(1 + ZstdCodec.HEADER, roundTrip(codec, new byte[] {7}));
        }
    }

    private static int roundTrip(ZstdCodec codec, byte[] chunk) throws FormatException {
        ChunkId id = codec.identify(chunk, 0, chunk.length);
        int length = codec.encode(id, chunk, 0, chunk.length);
        assertArrayEquals(chunk, codec.decode(id, codec.record().clone(), 0, length));
        return length;
    }

    private interface Decode {
        void of(byte[] bytes) throws FormatException;
    }

    /** Turns a good object into bad ones; a decoder accepts or refuses in its own words, and does nothing else. */
    private static void torment(byte[] good, int rounds, Decode decoder) {
        Random random = new Random(4);
        for (int i = 0; i < rounds; i++) {
            byte[] bad = random.nextInt(10) == 0 ? random(i, random.nextInt(200)) : good.clone();
            for (int n = random.nextInt(4); n >= 0 && bad.length > 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            byte[] cut = random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bad, random.nextInt(bad.length + 1)) : bad;
            try {
                decoder.of(cut);
            } catch (FormatException refused) {
                assertFalse(refused.getMessage().isBlank());
            }
        }
    }

    @Test
    void noBytesMakeADecoderDoAnythingButRefuse() throws Exception {
        ChunkId id = ChunkId.of(random(5, 10));
        PackName pack = new PackName(Area.DATA, id, 1);
        Run run = new Run(List.of(new Run.PackEntry(pack, 100)), List.of(new Run.Entry(id, new Location(0, 16, 20, 10))));
        assertEquals(run, Run.decode(run.encode()));
        torment(run.encode(), 20_000, Run::decode);
        torment(new VaultConfig("00000000-0000-0000-0000-000000000000").encode(), 20_000, VaultConfig::decode);
        torment(random(6, 200), 20_000, PackDirectory::read);
        byte[] stream = {'S', 1, 10, 10, 0, 1, 1, 10};
        torment(stream, 20_000, StreamRoot::decode);
        torment(new TreeRoot(0, 0, java.util.Optional.empty()).encode(), 20_000, TreeRoot::decode);
        try (ZstdCodec codec = new ZstdCodec(3)) {
            byte[] chunk = "some text ".repeat(100).getBytes();
            ChunkId name = codec.identify(chunk, 0, chunk.length);
            byte[] record = java.util.Arrays.copyOf(codec.record(), codec.encode(name, chunk, 0, chunk.length));
            torment(record, 20_000, bytes -> codec.decode(name, bytes, 0, bytes.length));
        }
    }

    @Test
    void aRecordThatClaimsMoreThanAChunkCanHaveIsRefusedBeforeMemoryIsTaken() {
        byte[] record = {1, 0, 0, 0, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 1, 0};
        try (ZstdCodec codec = new ZstdCodec(3)) {
            assertThrows(FormatException.class, () -> codec.decode(ChunkId.of(record), record, 0, record.length));
        }
    }
}
