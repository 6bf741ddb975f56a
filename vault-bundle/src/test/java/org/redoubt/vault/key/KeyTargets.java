package org.redoubt.vault.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.redoubt.vault.fuzz.Target;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.Sha256;

/** Wrapped keyrings, keyrings, and files with keys. */
public final class KeyTargets {
    private KeyTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        Keyring ring = Keyring.draw(UUID.randomUUID());
        Kek kek = new Kek(Kek.Kind.FILE, new byte[Kek.LENGTH]);
        byte[] wrap = Wrap.of(ring, 3, kek).bytes();
        Encoder recipe = new Encoder();
        Recipe.draw().write(recipe);
        String line = "redoubt-key-1:" + kek.id() + ":" + HexFormat.of().formatHex(new byte[Kek.LENGTH]);
        return List.of(Target.of("wrapped keyring", bytes -> Wrap.decode(bytes).open(kek), Arrays.copyOf(wrap, wrap.length - Sha256.LENGTH))
                        .sealed(bytes -> new Encoder().raw(bytes).raw(Sha256.of(bytes)).toBytes()),
                Target.of("keyring", Keyring::decode, ring.encode(), ring.next().encode()),
                Target.of("costs of a passphrase", bytes -> Recipe.read(new Decoder(bytes)), recipe.toBytes()),
                Target.of("key file", bytes -> KeyFile.parse(new String(bytes, StandardCharsets.UTF_8)), line.getBytes(StandardCharsets.US_ASCII)));
    }
}
