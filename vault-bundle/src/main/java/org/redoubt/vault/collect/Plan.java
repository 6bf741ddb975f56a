package org.redoubt.vault.collect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.vault.pack.PackName;

/**
 * What a collection wants to delete.
 *
 * @param all the packs that were listed
 * @param dead those of which nothing is needed
 * @param repack those of which the rest is to be stored anew
 * @param held those that would be one of these if the bank did not retain them
 */
record Plan(List<PackState> all, List<PackState> dead, List<PackState> repack, List<PackState> held) {
    // To store a pack anew for less gains nothing.
    private static final double LEAST_SHARE = 0.02;

    // Packs of less than a sixteenth of the usual length are stored together when there are enough of them to fill one.
    private static final int TINY = 16;

    static Plan of(List<PackState> packs, CollectOptions options, int packSize) {
        List<PackState> dead = packs.stream().filter(pack -> pack.live() == 0).toList();
        List<PackState> worst = new ArrayList<>(packs.stream().filter(pack -> pack.live() > 0)
                .sorted(Comparator.comparingDouble(PackState::deadShare).reversed()).toList());
        long read = 0;
        List<PackState> repack = new ArrayList<>();
        for (PackState pack : worst) {
            if (pack.old() && read + pack.size() <= options.maxRepack()) {
                repack.add(pack);
                read += pack.size();
            }
        }
        worst.removeAll(Set.copyOf(repack));
        long bytes = worst.stream().mapToLong(PackState::size).sum();
        long deadBytes = worst.stream().mapToLong(PackState::dead).sum();
        for (PackState pack : worst) {
            if (deadBytes <= options.deadShare() * bytes || pack.deadShare() < LEAST_SHARE) {
                break;
            }
            if (read + pack.size() <= options.maxRepack()) {
                repack.add(pack);
                read += pack.size();
                deadBytes -= pack.dead();
                bytes -= pack.dead();
            }
        }
        worst.removeAll(repack);
        for (List<PackState> tiny : tiny(worst, packSize)) {
            for (PackState pack : tiny) {
                if (read + pack.size() <= options.maxRepack()) {
                    repack.add(pack);
                    read += pack.size();
                }
            }
        }
        return new Plan(packs, dead, repack, List.of());
    }

    /** The tiny packs of each area of which there are many: each byte is stored anew a few times at the most, however many packs come after. */
    private static Collection<List<PackState>> tiny(List<PackState> packs, int packSize) {
        return packs.stream().filter(pack -> pack.size() < packSize / TINY).collect(Collectors.groupingBy(pack -> pack.name().area())).values().stream()
                .filter(area -> area.size() >= TINY).toList();
    }

    /** Everything that is to be deleted. */
    Set<PackName> victims() {
        Set<PackName> victims = new HashSet<>();
        dead.forEach(pack -> victims.add(pack.name()));
        repack.forEach(pack -> victims.add(pack.name()));
        return victims;
    }

    /** This plan without packs that the bank retains. */
    Plan without(Set<PackName> retained) {
        if (retained.isEmpty()) {
            return this;
        }
        List<PackState> held = Stream.concat(dead.stream(), repack.stream()).filter(pack -> retained.contains(pack.name())).toList();
        return new Plan(all, dead.stream().filter(pack -> !held.contains(pack)).toList(), repack.stream().filter(pack -> !held.contains(pack)).toList(), held);
    }

    CollectReport.Amount retained() {
        return sum(held);
    }

    void tell(CollectReport.Builder report) {
        report.packs(sum(all)).dead(new CollectReport.Amount(dead.size(), all.stream().mapToLong(PackState::dead).sum()));
    }

    /** What would be done. */
    CollectReport report() {
        CollectReport.Builder report = CollectReport.builder().dryRun().deleted(sum(dead)).repacked(sum(repack)).retained(sum(held));
        tell(report);
        return report.build();
    }

    /** How many packs, with how many bytes. */
    static CollectReport.Amount sum(List<PackState> packs) {
        return new CollectReport.Amount(packs.size(), packs.stream().mapToLong(PackState::size).sum());
    }
}
