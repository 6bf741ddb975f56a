package org.redoubt.vault.custody;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultKey;
import org.redoubt.vault.key.Kek;
import org.redoubt.vault.key.KeyStore;
import org.redoubt.vault.key.KeysAtHand;
import org.redoubt.vault.key.Wrap;
import org.redoubt.vault.wire.FormatException;

/** The keys of a vault as they lie in the bank at one moment: of each the newest keyring that it opens. */
final class Known {
    private final List<Key> places;
    private final Map<String, Held> keys = new LinkedHashMap<>();

    /**
     * One key.
     *
     * @param name what its place in the bank says
     * @param wrap the newest keyring that it opens; empty if that is damaged
     * @param kek the key itself, if it is at hand
     */
    record Held(Name name, Optional<Wrap> wrap, Optional<Kek> kek) {
    }

    /** The last part of the place of a wrapped keyring: its generation, and the id of its key. */
    record Name(int generation, String id) {
        static Optional<Name> of(Key place) {
            String name = place.toString().substring(place.toString().lastIndexOf('/') + 1);
            return name.matches("[0-9]{8,9}-[0-9a-f]{16}")
                    ? Optional.of(new Name(Integer.parseInt(name.substring(0, name.length() - 17)), name.substring(name.length() - 16))) : Optional.empty();
        }
    }

    private Known(List<Key> places) {
        this.places = places;
    }

    static Known in(KeyStore store, KeysAtHand atHand) throws VaultException {
        Known known = new Known(store.newestFirst());
        for (Key place : known.places) {
            Optional<Name> name = Name.of(place);
            if (name.isPresent() && !known.keys.containsKey(name.get().id())) {
                known.read(store, atHand, place, name.get());
            }
        }
        return known;
    }

    private void read(KeyStore store, KeysAtHand atHand, Key place, Name name) throws VaultException {
        try {
            Optional<Wrap> wrap = store.wrap(place);
            if (wrap.isPresent()) {
                keys.put(name.id(), new Held(name, wrap, atHand.of(wrap.get())));
            }
        } catch (FormatException e) {
            keys.put(name.id(), new Held(name, Optional.empty(), Optional.empty()));
        }
    }

    int newest() {
        return keys.values().stream().flatMap(held -> held.wrap().stream()).mapToInt(Wrap::generation).max().orElse(0);
    }

    List<Held> all() {
        return List.copyOf(keys.values());
    }

    boolean isCurrent(Held held) {
        return held.wrap().filter(wrap -> wrap.generation() == newest()).isPresent();
    }

    VaultKey view(Held held) {
        return new VaultKey(held.name().id(), held.wrap().map(wrap -> wrap.kind().word()).orElse("damaged"), held.name().generation(), isCurrent(held),
                held.kek().isPresent());
    }

    /** Where all keyrings lie that a key opens. */
    List<Key> places(Held held) {
        return places.stream().filter(place -> Name.of(place).filter(name -> name.id().equals(held.name().id())).isPresent()).toList();
    }

    /** Where the keyrings lie of all generations before one. */
    List<Key> before(int generation) {
        List<Key> old = new ArrayList<>(places);
        old.removeIf(place -> Name.of(place).filter(name -> name.generation() < generation).isEmpty());
        return old;
    }
}
