package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.seal.Blocks;
import org.redoubt.vault.seal.Gcm;
import org.redoubt.vault.seal.Hkdf;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/** What is sealed opens as it was, or not at all. */
class SealTest {
    private static final byte[] BOUND = {1, 2, 3};
    private final SecretKey key = new SecretKeySpec(random(1, 32), "AES");

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The first and the third test case of RFC 5869; the standard has an empty salt stand for 32 zeros. */
    @Test
    void keysAreDerivedAsTheStandardSays() {
        HexFormat hex = HexFormat.of();
        assertEquals("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                hex.formatHex(Hkdf.derive(hex.parseHex("0b".repeat(22)), hex.parseHex("000102030405060708090a0b0c"),
                        hex.parseHex("f0f1f2f3f4f5f6f7f8f9"), 42)));
        assertEquals("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
                hex.formatHex(Hkdf.derive(hex.parseHex("0b".repeat(22)), new byte[32], new byte[0], 42)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, Blocks.BLOCK - 1, Blocks.BLOCK, Blocks.BLOCK + 1, 2 * Blocks.BLOCK, 3 * Blocks.BLOCK + 5})
    void bytesOfAnyLengthComeBackAndTheirSealedLengthIsKnown(int length) throws Exception {
        byte[] plain = random(2, length);
        byte[] sealed = seal(plain);
        assertEquals(Blocks.sealedLength(length), sealed.length);
        assertArrayEquals(plain, Blocks.open(key, BOUND, sealed, 0, sealed.length));
    }

    private byte[] seal(byte[] plain) {
        Encoder out = new Encoder();
        Blocks.seal(key, BOUND, plain, out);
        return out.toBytes();
    }

    private void assertRefused(byte[] sealed) {
        assertThrows(FormatException.class, () -> Blocks.open(key, BOUND, sealed, 0, sealed.length));
    }

    @Test
    void everyByteThatDiffersAndEveryLengthThatIsCutIsNoticed() {
        byte[] sealed = seal(random(3, 300));
        for (int at = 0; at < sealed.length; at++) {
            byte[] other = sealed.clone();
            other[at] ^= 1;
            assertRefused(other);
            assertRefused(Arrays.copyOf(sealed, at));
        }
        assertRefused(Arrays.copyOf(sealed, sealed.length + 1));
        assertThrows(FormatException.class, () -> Blocks.open(key, new byte[] {1, 2}, sealed, 0, sealed.length));
    }

    @Test
    void blocksCannotBeLeftOutExchangedOrAdded() {
        int whole = Blocks.BLOCK + Gcm.TAG;
        byte[] sealed = seal(random(4, 3 * Blocks.BLOCK));
        assertRefused(Arrays.copyOf(sealed, 2 * whole));
        assertRefused(Arrays.copyOfRange(sealed, whole, sealed.length));
        byte[] exchanged = sealed.clone();
        System.arraycopy(sealed, 0, exchanged, whole, whole);
        System.arraycopy(sealed, whole, exchanged, 0, whole);
        assertRefused(exchanged);
        byte[] twice = Arrays.copyOf(sealed, sealed.length + whole);
        System.arraycopy(sealed, 2 * whole, twice, sealed.length, whole);
        assertRefused(twice);
    }

    @Test
    void noTwoObjectsHaveTheSameKeys() {
        Keyring keyring = Keyring.draw(UUID.randomUUID());
        ObjectKey one = keyring.make(ObjectHeader.PACK);
        ObjectKey two = keyring.make(ObjectHeader.PACK);
        assertNotEquals(one.content(), two.content());
        assertNotEquals(one.content(), one.directory());
        assertFalse(Arrays.equals(one.header(), two.header()));
    }

    @Test
    void theSameSaltGivesOtherKeysInAnotherVaultAndToAnotherKind() throws Exception {
        Keyring here = Keyring.draw(UUID.randomUUID());
        ObjectKey pack = here.make(ObjectHeader.PACK);
        assertEquals(pack.content(), here.of(ObjectHeader.PACK, pack.salt()).content());
        assertNotEquals(pack.content(), here.of(ObjectHeader.RUN, pack.salt()).content());
        assertNotEquals(pack.content(), Keyring.draw(UUID.randomUUID()).of(ObjectHeader.PACK, pack.salt()).content());
    }
}
