package org.redoubt.plugin.volume.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WholeChecksumTest {

    @RepeatedTest(20)
    void partsInAnyOrderAndHolesMakeTheChecksumOfTheWhole(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] whole = new byte[random.nextInt(300_000)];
        List<int[]> parts = new ArrayList<>();
        for (int at = 0; at < whole.length;) {
            int length = Math.min(whole.length - at, 1 + random.nextInt(20_000));
            if (random.nextBoolean()) {
                byte[] part = new byte[length];
                random.nextBytes(part);
                System.arraycopy(part, 0, whole, at, length);
                parts.add(new int[] {at, length});
            }
            at += length;
        }
        Collections.shuffle(parts, random);
        WholeChecksum checksum = new WholeChecksum(whole.length);
        for (int[] part : parts) {
            checksum.add(part[0], ByteBuffer.wrap(whole, part[0], part[1]));
        }
        CRC32C expected = new CRC32C();
        expected.update(whole);
        assertEquals(HexFormat.of().toHexDigits((int) expected.getValue()), checksum.hex());
    }

    /** The check value that every description of CRC-32C gives, and one of 32 zeros, from RFC 3720. */
    @Test
    void knownValuesComeOut() {
        WholeChecksum digits = new WholeChecksum(9);
        digits.add(0, ByteBuffer.wrap("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertEquals("e3069283", digits.hex());
        assertEquals("8a9136aa", new WholeChecksum(32).hex());
        assertEquals("00000000", new WholeChecksum(0).hex());
    }
}
