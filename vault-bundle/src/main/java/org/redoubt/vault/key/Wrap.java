package org.redoubt.vault.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.redoubt.vault.seal.Gcm;
import org.redoubt.vault.seal.Hkdf;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;
import org.redoubt.vault.wire.Sha256;

/**
 * A keyring as it lies in a bank: sealed with a key from elsewhere. Any one of several opens the vault.
 *
 * @param generation grows when the keyring changes
 * @param kind where the key comes from
 * @param kekId which key it is
 * @param recipe how the key is made, if it comes from a passphrase
 * @param bytes the object
 * @param sealed where the sealed keyring begins in it
 */
public record Wrap(int generation, Kek.Kind kind, String kekId, Optional<Recipe> recipe, byte[] bytes, int sealed) {
    private static final int SALT = 32;
    private static final int PROOF = 32;
    /** After the header stand kind, generation, id and length. */
    private static final int SALT_AT = ObjectHeader.LENGTH + 17;
    private static final byte[] LABEL = "redoubt wrap".getBytes(StandardCharsets.US_ASCII);

    /** Wraps a keyring. */
    public static Wrap of(Keyring keyring, int generation, Kek kek) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        byte[] ring = keyring.encode();
        Encoder out = new Encoder();
        ObjectHeader.KEYS.write(out, 0);
        kek.kind().write(out);
        out.u32(generation).raw(HexFormat.of().parseHex(kek.id())).u32(ring.length + Gcm.TAG).raw(salt);
        kek.recipe().ifPresent(recipe -> recipe.write(out));
        int start = out.size();
        byte[] sealed = new byte[ring.length + Gcm.TAG];
        new Gcm().seal(key(kek, salt), 0, 0, out.toBytes(), ring, 0, ring.length, sealed, 0);
        Arrays.fill(ring, (byte) 0);
        out.raw(sealed);
        out.raw(keyring.proof("wrap", out.toBytes()));
        out.raw(Sha256.of(out.toBytes()));
        return new Wrap(generation, kek.kind(), kek.id(), kek.recipe(), out.toBytes(), start);
    }

    private static SecretKey key(Kek kek, byte[] salt) {
        return new SecretKeySpec(Hkdf.derive(kek.secret(), salt, LABEL, Kek.LENGTH), "AES");
    }

    /** Reads the object; what is sealed in it is not looked at. */
    static Wrap decode(byte[] bytes) throws FormatException {
        int end = bytes.length - Sha256.LENGTH;
        if (end < 0 || !Arrays.equals(Sha256.of(bytes, 0, end), 0, Sha256.LENGTH, bytes, end, bytes.length)) {
            throw new FormatException("it is not as it was written");
        }
        Decoder in = new Decoder(bytes, 0, end);
        ObjectHeader.KEYS.read(in, 0);
        Kek.Kind kind = Kek.Kind.read(in);
        int generation = in.u31();
        String kek = HexFormat.of().formatHex(in.raw(8));
        int length = in.u31();
        in.raw(SALT);
        Optional<Recipe> recipe = kind == Kek.Kind.PASSPHRASE ? Optional.of(Recipe.read(in)) : Optional.empty();
        if (in.left() != (long) length + PROOF) {
            throw new FormatException("it is not as long as it says");
        }
        return new Wrap(generation, kind, kek, recipe, bytes, end - in.left());
    }

    /** The last part of its key in the bank. */
    String name() {
        return String.format("%08d-%s", generation, kekId);
    }

    /** Whether a key is the one that it was sealed with. */
    boolean fits(Kek kek) {
        return kek.kind() == kind && kek.id().equals(kekId);
    }

    /** The keyring. */
    Keyring open(Kek kek) throws FormatException {
        int end = bytes.length - Sha256.LENGTH - PROOF;
        byte[] bound = Arrays.copyOf(bytes, sealed);
        byte[] salt = Arrays.copyOfRange(bytes, SALT_AT, SALT_AT + SALT);
        byte[] ring = new byte[end - sealed];
        int length = new Gcm().open(key(kek, salt), 0, 0, bound, bytes, sealed, end - sealed, ring, 0);
        Keyring keyring = Keyring.decode(Arrays.copyOf(ring, length));
        byte[] proof = keyring.proof("wrap", Arrays.copyOf(bytes, end));
        if (!MessageDigest.isEqual(proof, Arrays.copyOfRange(bytes, end, end + PROOF))) {
            throw new FormatException("it was not written by somebody who has the keys of the vault");
        }
        return keyring;
    }
}
