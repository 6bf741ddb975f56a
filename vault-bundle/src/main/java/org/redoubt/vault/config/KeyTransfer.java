package org.redoubt.vault.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.key.KeyStore;
import org.redoubt.vault.key.Wrap;
import org.redoubt.vault.wire.FormatException;

/**
 * Brings the wrapped keyrings of a vault to another bank that has the same vault. Called on threads of the vault only.
 *
 * @param from where they are
 * @param to where they go
 * @param generation the current one
 */
record KeyTransfer(KeyStore from, KeyStore to, int generation) {

    /** Brings all that are current. */
    void bring() throws VaultException {
        for (Wrap wrap : current().values()) {
            to.put(wrap);
        }
    }

    /**
     * Brings all that are current in place of older ones; also where that was begun and cut off, which those tell that are still to be replaced. A key
     * that only the other bank has stays: it opens what is older.
     *
     * @param theirs the generation of those that the other bank has
     */
    void renew(int theirs) throws VaultException {
        Map<String, Wrap> current = current();
        Map<String, Key> replaced = new TreeMap<>();
        for (Key key : to.newestFirst()) {
            wrap(to, key).filter(old -> old.generation() < generation && current.containsKey(old.kekId())).ifPresent(old -> replaced.put(old.kekId(), key));
        }
        if (theirs == generation && replaced.isEmpty()) {
            return;
        }
        // Those that replace others come last: as long as one of the others is there it is known that this has not ended.
        Stream<Wrap> inOrder = current.values().stream().sorted(Comparator.comparing(wrap -> replaced.containsKey(wrap.kekId())));
        for (Wrap wrap : inOrder.toList()) {
            to.put(wrap);
        }
        for (Key key : replaced.values()) {
            to.delete(key);
        }
    }

    private Map<String, Wrap> current() throws VaultException {
        Map<String, Wrap> current = new TreeMap<>();
        List<Key> keys = from.newestFirst();
        for (Key key : keys) {
            wrap(from, key).filter(found -> found.generation() == generation).ifPresent(found -> current.put(found.kekId(), found));
        }
        return current;
    }

    private static Optional<Wrap> wrap(KeyStore keys, Key key) throws VaultException {
        try {
            return keys.wrap(key);
        } catch (FormatException e) {
            throw Failures.unusable(key.toString(), e.getMessage());
        }
    }
}
