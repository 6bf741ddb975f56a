package org.redoubt.vault.live;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.redoubt.vault.pack.PackName;

/**
 * The collections of a vault at a moment.
 *
 * @param newest the greatest number there is; 0 without any
 * @param undecided the victims of those that nobody has decided about yet
 * @param unfinished what was decided and is not done yet
 * @param effective the number of the one that counts for runs; 0 without any
 * @param ruling what counts for runs: what was decided last
 * @param removed the names of runs that are believed no more
 * @param done those that did something, and all of it is done
 * @param damaged an object that cannot be read, and why
 */
public record Collections(long newest, SortedMap<Long, Set<PackName>> undecided, SortedMap<Long, Ruling> unfinished, long effective,
        Optional<Ruling> ruling, Set<String> removed, Set<Long> done, Map<String, String> damaged) {

    /** The packs that nobody may begin to refer to. */
    public Set<PackName> masked() {
        Set<PackName> masked = new HashSet<>();
        undecided.values().forEach(masked::addAll);
        unfinished.values().forEach(ruling -> masked.addAll(ruling.packs()));
        return masked;
    }
}
