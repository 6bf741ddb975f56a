package org.redoubt.vault.document;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.redoubt.api.bank.Key;
import org.redoubt.vault.fuzz.Target;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.Sha256;

/** Sealed documents, with the hash at their end made right. */
public final class DocumentTargets {
    private DocumentTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        Keyring keyring = Keyring.draw(UUID.randomUUID());
        Key place = Key.of("checkpoints/c/begin");
        byte[] sealed = SealedDocument.seal(keyring, place, new byte[100]);
        return List.of(Target.of("sealed document", bytes -> SealedDocument.open(keyring, place, bytes), Arrays.copyOf(sealed, sealed.length - Sha256.LENGTH))
                .sealed(bytes -> new Encoder().raw(bytes).raw(Sha256.of(bytes)).toBytes()));
    }
}
