package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Chunker;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.pack.PackBuilder;
import org.redoubt.vault.pack.SealedPack;
import org.redoubt.vault.seal.Gcm;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/** The parts of the format by themselves: sizes of chunks, records, and decoders that no bytes can harm. */
class FormatTest {
    private static final int RECORD_HEADER = 12;

    private final Keyring keyring = Keyring.draw(UUID.randomUUID());

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static List<Integer> cuts(byte[] bytes) {
        List<Integer> lengths = new ArrayList<>();
        Chunker chunker = new Chunker(new Random(7).longs(256).toArray());
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
            Arrays.fill(bytes, (byte) value);
            assertEquals(List.of(Chunker.MAX), cuts(bytes));
        }
    }

    /** A pack with one chunk, and where its record stands. */
    private record OneChunk(SealedPack pack, RecordCodec.Address address, int offset, int stored) {
    }

    private OneChunk pack(RecordCodec codec, byte[] chunk) throws FormatException {
        ObjectKey key = keyring.make(ObjectHeader.PACK);
        PackBuilder builder = new PackBuilder(Area.DATA, key, new byte[16], 1 << 20);
        ChunkId id = codec.identify(Area.DATA, chunk, 0, chunk.length);
        int length = codec.encode(chunk, 0, chunk.length);
        builder.append(id, codec.record(), length, chunk.length);
        SealedPack pack = builder.seal();
        int[] place = new int[2];
        pack.directory().forEach((name, offset, stored, raw) -> {
            assertEquals(id, name);
            assertEquals(chunk.length, raw);
            place[0] = offset;
            place[1] = stored;
        });
        return new OneChunk(pack, new RecordCodec.Address(Area.DATA, id, key.content(), place[0]), place[0], place[1]);
    }

    private int roundTrip(RecordCodec codec, byte[] chunk) throws FormatException {
        OneChunk one = pack(codec, chunk);
        assertArrayEquals(chunk, codec.decode(one.address(), one.pack().bytes(), one.offset(), one.stored()));
        return one.stored() - Gcm.TAG;
    }

    @Test
    void aRecordIsCompressedOnlyWhereThatGainsSomething() throws Exception {
        try (RecordCodec codec = new RecordCodec(keyring.idKey(), 3)) {
            byte[] text = "the same again ".repeat(1000).getBytes();
            byte[] noise = random(2, 20_000);
            assertTrue(roundTrip(codec, text) < text.length / 10);
            assertEquals(noise.length + RECORD_HEADER, roundTrip(codec, noise));
            assertEquals(1 + RECORD_HEADER, roundTrip(codec, new byte[] {7}));
        }
    }

    /** What looks like noise at a glance and is not: a page that comes again, few values among many, a part that is text. */
    @Test
    void whatGainsSomethingIsCompressedAlsoIfMostOfItIsNoise() throws Exception {
        byte[] repeated = random(4, 64 << 10);
        System.arraycopy(repeated, 5 << 10, repeated, 41 << 10, 4 << 10);
        byte[] uneven = random(5, 64 << 10);
        for (int at = 0; at < uneven.length; at++) {
            uneven[at] = (byte) ((uneven[at] & 0xff) % 200);
        }
        byte[] text = random(6, 64 << 10);
        Arrays.fill(text, 30 << 10, 36 << 10, (byte) 'x');
        try (RecordCodec codec = new RecordCodec(keyring.idKey(), 3)) {
            for (byte[] chunk : List.of(repeated, uneven, text)) {
                assertTrue(roundTrip(codec, chunk) < chunk.length * 97 / 100);
            }
        }
    }

    @Test
    void ofNoiseOfAnyLengthOnlyTheHeaderOfTheRecordIsAdded() throws Exception {
        try (RecordCodec codec = new RecordCodec(keyring.idKey(), 3)) {
            for (int length : new int[] {1, 4095, 16 << 10, (16 << 10) + 1, 65_537, 256 << 10, 1 << 20}) {
                assertEquals(length + RECORD_HEADER, roundTrip(codec, random(length, length)));
            }
        }
    }

    @Test
    void aRecordOpensOnlyInItsPlaceUnderItsNameWithItsKey() throws Exception {
        try (RecordCodec codec = new RecordCodec(keyring.idKey(), 3)) {
            OneChunk one = pack(codec, random(3, 5000));
            byte[] bytes = one.pack().bytes();
            RecordCodec.Address right = one.address();
            ChunkId other = codec.identify(Area.METADATA, bytes, 0, 10);
            for (RecordCodec.Address wrong : List.of(
                    new RecordCodec.Address(Area.METADATA, right.id(), right.key(), right.position()),
                    new RecordCodec.Address(Area.DATA, other, right.key(), right.position()),
                    new RecordCodec.Address(Area.DATA, right.id(), keyring.make(ObjectHeader.PACK).content(), right.position()),
                    new RecordCodec.Address(Area.DATA, right.id(), right.key(), right.position() + 1))) {
                assertThrows(FormatException.class, () -> codec.decode(wrong, bytes, one.offset(), one.stored()));
            }
        }
    }

    private static byte[] sealed(RecordCodec.Address address, byte[] record) {
        byte[] sealed = new byte[record.length + Gcm.TAG];
        new Gcm().seal(address.key(), 0, address.position(), address.id().bytes(), record, 0, record.length, sealed, 0);
        return sealed;
    }

    @Test
    void aRecordThatClaimsMoreThanAChunkCanHaveIsRefusedBeforeMemoryIsTaken() {
        byte[] record = {1, 0, 0, 0, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 1, 0};
        RecordCodec.Address address = new RecordCodec.Address(Area.DATA, new ChunkId(1, 2, 3, 4), keyring.make(ObjectHeader.PACK).content(), 0);
        try (RecordCodec codec = new RecordCodec(keyring.idKey(), 3)) {
            FormatException e = assertThrows(FormatException.class,
                    () -> codec.decode(address, sealed(address, record), 0, record.length + Gcm.TAG));
            assertTrue(e.getMessage().contains("header"), e.getMessage());
        }
    }

    @Test
    void aHeaderOfALaterVersionOrWithAFeatureThatIsNeededIsRefusedInWords() {
        byte[] header = keyring.make(ObjectHeader.RUN).header();
        assertTrue(refusal(header, 5, 2).contains("format version 2"));
        assertTrue(refusal(header, 11, 4).contains("features"));
        assertTrue(refusal(header, 4, 'P').contains("another kind"));
        assertTrue(refusal(header, 0, 0).contains("no object of a vault"));
        assertTrue(refusal(header, 52, 2).contains("in a way"));
    }

    private static String refusal(byte[] header, int at, int value) {
        byte[] other = header.clone();
        other[at] = (byte) value;
        return assertThrows(FormatException.class,
                () -> SealedHeader.read(ObjectHeader.RUN, new Decoder(other))).getMessage();
    }
}
