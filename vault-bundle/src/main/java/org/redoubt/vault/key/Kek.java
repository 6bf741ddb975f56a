package org.redoubt.vault.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.Sha256;

/**
 * A key that opens keyrings. One key may serve many vaults.
 */
public final class Kek {
    /** How many bytes it has. */
    static final int LENGTH = 32;
    private static final int ID = 8;
    private static final byte[] LABEL = "redoubt key id".getBytes(StandardCharsets.US_ASCII);

    private final Kind kind;
    private final byte[] secret;
    private final Optional<Recipe> recipe;

    private Kek(Kind kind, byte[] secret, Optional<Recipe> recipe) {
        this.kind = kind;
        this.secret = secret.clone();
        this.recipe = recipe;
    }

    Kek(Kind kind, byte[] secret) {
        this(kind, secret, Optional.empty());
    }

    Kek(Kind kind, byte[] secret, Recipe recipe) {
        this(kind, secret, Optional.of(recipe));
    }

    /** Where a key comes from. */
    public enum Kind {
        /** Everybody knows it: all its bytes are zero. A vault that it opens is not encrypted. */
        OPEN(0, "none"),
        /** A file in a home. */
        FILE(1, "key file"),
        /** A passphrase, by a {@link Recipe}. */
        PASSPHRASE(2, "passphrase");

        private final int number;
        private final String word;

        Kind(int number, String word) {
            this.number = number;
            this.word = word;
        }

        /** How people call it. */
        public String word() {
            return word;
        }

        void write(Encoder out) {
            out.u8(number);
        }

        static Kind read(Decoder in) throws FormatException {
            int number = in.u8();
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            throw new FormatException("its keys are wrapped in a way that this release does not know (" + number + ")");
        }
    }

    /** The key that everybody knows. */
    public static Kek open() {
        return new Kek(Kind.OPEN, new byte[LENGTH]);
    }

    Kind kind() {
        return kind;
    }

    /** How it was made of a passphrase. */
    Optional<Recipe> recipe() {
        return recipe;
    }

    byte[] secret() {
        return secret.clone();
    }

    /** 16 hexadecimal digits that tell keys apart and tell nothing of them. */
    public String id() {
        return HexFormat.of().formatHex(Sha256.of(new Encoder().raw(LABEL).raw(secret).toBytes()), 0, ID);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Kek that && kind == that.kind && Arrays.equals(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    /** The id; never the key. */
    @Override
    public String toString() {
        return "key " + id();
    }
}
