package org.redoubt.vault.scrub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.redoubt.vault.pack.PackName;

/**
 * The packs that one scrub of several looks into.
 *
 * @param packs which
 * @param last the path of the last one in the order of names; what it was before if there is none
 */
record Share(Set<PackName> packs, String last) {

    /** One of so many shares of some packs: those that come behind a name, and then the first ones. */
    static Share of(Collection<PackName> all, int shares, String behind) {
        List<PackName> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(PackName::path));
        if (shares == 1 || sorted.isEmpty()) {
            return new Share(Set.copyOf(sorted), behind);
        }
        int first = 0;
        while (first < sorted.size() && sorted.get(first).path().compareTo(behind) <= 0) {
            first++;
        }
        Set<PackName> chosen = new HashSet<>();
        String last = behind;
        for (int i = 0; i < (sorted.size() + shares - 1) / shares; i++) {
            PackName pack = sorted.get((first + i) % sorted.size());
            chosen.add(pack);
            last = pack.path();
        }
        return new Share(chosen, last);
    }
}
