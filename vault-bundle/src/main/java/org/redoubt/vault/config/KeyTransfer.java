package org.redoubt.vault.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
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
    private static final Logger LOG = System.getLogger("org.redoubt.vault.config");

    /** Brings all that are current. */
    void bring() throws VaultException {
        for (Wrap wrap : current().values()) {
            to.put(wrap, Optional.empty());
        }
    }

    /**
     * Brings those that are current and are not there, in place of older ones; also where that was begun and cut off, which those tell that are older. A
     * key that only the other bank has stays: it opens what is older. One that is damaged there is written again.
     *
     * @param theirs the generation of those that the other bank has
     */
    void renew(int theirs) throws VaultException {
        List<Key> older = new ArrayList<>();
        Set<String> whole = new HashSet<>();
        boolean damaged = false;
        for (Key key : to.newestFirst()) {
            if (made(key) < generation) {
                older.add(key);
            } else if (made(key) == generation) {
                boolean good = wrap(to, key).isPresent();
                damaged |= !good;
                whole.addAll(good ? Set.of(id(key)) : Set.of());
            }
        }
        if (theirs == generation && older.isEmpty() && !damaged) {
            return;
        }
        Map<String, Wrap> current = current();
        List<Key> replaced = older.stream().filter(key -> current.containsKey(id(key))).toList();
        Set<String> last = replaced.stream().map(KeyTransfer::id).collect(Collectors.toSet());
        // Those that replace others come last: as long as one of the others is there it is known that this has not ended.
        Stream<Wrap> inOrder = current.values().stream().filter(wrap -> !whole.contains(wrap.kekId()))
                .sorted(Comparator.comparing(wrap -> last.contains(wrap.kekId())));
        for (Wrap wrap : inOrder.toList()) {
            to.put(wrap, Optional.empty());
        }
        for (Key key : replaced) {
            to.delete(key);
        }
    }

    private Map<String, Wrap> current() throws VaultException {
        Map<String, Wrap> current = new TreeMap<>();
        for (Key key : from.newestFirst()) {
            if (made(key) == generation) {
                wrap(from, key).ifPresent(found -> current.put(found.kekId(), found));
            }
        }
        return current;
    }

    /** Of which generation a wrap is, by its name; of none that counts if the name is not that of a wrap. */
    private static int made(Key key) {
        return key.name().matches("[0-9]{8}-.+") ? Integer.parseInt(key.name(), 0, 8, 10) : Integer.MAX_VALUE;
    }

    private static String id(Key key) {
        return key.name().substring(9);
    }

    /** One that is damaged counts as absent: the others open the vault, too. */
    private static Optional<Wrap> wrap(KeyStore keys, Key key) throws VaultException {
        try {
            return keys.wrap(key);
        } catch (FormatException e) {
            return damaged(key, e.getMessage());
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            return damaged(key, e.problem().message());
        }
    }

    private static Optional<Wrap> damaged(Key key, String why) {
        LOG.log(Level.WARNING, "The wrapped key {0} is damaged, so it is left out where keys are brought to a replica: {1}", key, why);
        return Optional.empty();
    }
}
