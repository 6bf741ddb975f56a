package org.redoubt.vault.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.SecretKey;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.seal.Salt;
import org.redoubt.vault.seal.WrongKeyException;
import org.redoubt.vault.wire.ObjectHeader;

/** The keys of the packs that are being read: to make one costs as much as to open a small chunk. Thread-safe. */
final class PackKeys {
    private static final int KEPT = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Salt, SecretKey> keys = new LinkedHashMap<>(64, 0.75f, true);
    private final Keyring keyring;

    PackKeys(Keyring keyring) {
        this.keyring = keyring;
    }

    SecretKey content(Run.PackEntry pack) throws WrongKeyException {
        lock.lock();
        try {
            SecretKey key = keys.get(pack.salt());
            if (key == null) {
                key = keyring.of(ObjectHeader.PACK, pack.salt()).content();
                keys.put(pack.salt(), key);
                if (keys.size() > KEPT) {
                    keys.remove(keys.keySet().iterator().next());
                }
            }
            return key;
        } finally {
            lock.unlock();
        }
    }
}
