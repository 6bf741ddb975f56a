package org.redoubt.vault.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.index.Index;
import org.redoubt.vault.listing.Listing;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;

/** Which packs there are, and how much of each is needed. */
final class Inventory {
    // What a record takes in the directory of its pack, and what a pack has besides.
    private static final int AROUND_RECORD = 45;
    private static final int AROUND_RECORDS = 128;

    private Inventory() {
    }

    /** The packs that are listed, with their sizes. */
    static Map<PackName, Long> list(Bank bank, Prefix vault) throws VaultException {
        Map<PackName, Long> packs = new HashMap<>();
        Prefix all = PackName.all(vault);
        Listing.each(bank, all, object -> name(all.relative(object.key())).ifPresent(name -> packs.put(name, object.length())));
        return packs;
    }

    private static Optional<PackName> name(String path) {
        try {
            return Optional.of(PackName.parse(path));
        } catch (FormatException foreign) {
            // What the vault has not stored it does not delete.
            return Optional.empty();
        }
    }

    /** The packs of a listing that are not spared, each with what is needed of it; those that were sealed before an epoch are old. */
    static List<PackState> states(Map<PackName, Long> listed, Set<PackName> spared, Index index, Mark mark, int epoch) {
        long[] live = new long[index.packs()];
        int[] chunks = new int[index.packs()];
        index.forEach(chunk -> {
            // In the view of the catalogue what is believed has even numbers.
            if (mark.isLive(chunk.number() << 1)) {
                live[chunk.place().pack()] += chunk.place().stored() + AROUND_RECORD;
                chunks[chunk.place().pack()]++;
            }
        });
        Set<PackName> names = new HashSet<>(listed.keySet());
        names.removeAll(spared);
        List<PackState> states = new ArrayList<>();
        for (PackName name : names) {
            boolean known = index.names(name);
            long bytes = known ? live[index.number(name)] : 0;
            boolean old = known && index.pack(name).salt().epoch() < epoch;
            states.add(new PackState(name, listed.get(name), known, old, known ? chunks[index.number(name)] : 0, bytes == 0 ? 0 : bytes + AROUND_RECORDS));
        }
        return states;
    }
}
