package org.redoubt.vault.key;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.SCrypt;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * How a key is made of a passphrase: by scrypt (RFC 7914), with a salt and costs. They lie in the bank, so only costs within bounds
 * are believed: below them the passphrase could be guessed, above them a bank could use up the memory of who only reads.
 *
 * @param salt drawn for one passphrase of one vault
 * @param logN memory and time, as the exponent of 2
 * @param r the block size
 * @param p how often
 */
record Recipe(byte[] salt, int logN, int r, int p) {
    private static final int SALT = 32;
    private static final int LEAST_N = 15;
    private static final int MOST_N = 18;
    private static final int BLOCK = 8;
    private static final int MOST_P = 4;

    /** One for a new passphrase: 64 MiB, and about half a second. */
    static Recipe draw() {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return new Recipe(salt, 16, BLOCK, 2);
    }

    static Recipe read(Decoder in) throws FormatException {
        Recipe recipe = new Recipe(in.raw(SALT), in.u8(), in.u8(), in.u8());
        if (recipe.logN < LEAST_N || recipe.logN > MOST_N || recipe.r != BLOCK || recipe.p < 1 || recipe.p > MOST_P) {
            throw new FormatException("it asks for other costs of a passphrase than this release allows");
        }
        return recipe;
    }

    void write(Encoder out) {
        out.raw(salt).u8(logN).u8(r).u8(p);
    }

    /** The key that a passphrase gives. */
    Kek kek(byte[] passphrase) {
        return new Kek(Kek.Kind.PASSPHRASE, SCrypt.generate(passphrase, salt, 1 << logN, r, p, Kek.LENGTH), this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recipe that && Arrays.equals(salt, that.salt) && logN == that.logN && r == that.r && p == that.p;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "scrypt 2^" + logN + " " + r + " " + p + " " + HexFormat.of().formatHex(salt);
    }
}
