package org.redoubt.vault.collect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.store.Repacker;
import org.redoubt.vault.work.Workers;

/**
 * Writes runs in place of those that name packs which go, and of small ones. What is written counts only when the decision names it. For one
 * thread.
 */
public final class Runs {
    private static final int SMALL = Run.LONGEST / 2;
    private static final int MANY_SMALL = 8;

    private final Workers workers;
    private final RunStore store;
    private final Run.Origin origin;
    private final Set<PackName> gone;
    private final Optional<Instant> until;
    private final Set<String> removed = new HashSet<>();
    private final Set<String> written = new HashSet<>();
    private final List<Run.PackEntry> packs = new ArrayList<>();
    private final List<Run.Entry> entries = new ArrayList<>();
    private long bytes;

    Runs(Workers workers, RunStore store, Run.Origin origin, Set<PackName> gone, Optional<Instant> until) {
        this.workers = workers;
        this.store = store;
        this.origin = origin;
        this.gone = gone;
        this.until = until;
    }

    /** Whether there are enough small ones to be merged for their own sake. */
    static boolean canMerge(Map<Key, Integer> believed) {
        return believed.values().stream().filter(chunks -> chunks < SMALL).count() >= MANY_SMALL;
    }

    /** The names of runs that what was written stands for. */
    public Set<String> removed() {
        return removed;
    }

    /** The names of what was written. */
    public Set<String> written() {
        return written;
    }

    long bytes() {
        return bytes;
    }

    /** Replaces runs that are believed, as far as that is needed. */
    public void replace(Map<Key, Integer> believed) throws VaultException {
        List<Key> small = new ArrayList<>();
        for (Map.Entry<Key, Integer> there : believed.entrySet()) {
            Run run = read(there.getKey());
            if (run.packs().stream().anyMatch(pack -> gone.contains(pack.name()))) {
                take(there.getKey(), run);
            } else if (there.getValue() < SMALL) {
                small.add(there.getKey());
            }
        }
        if (small.size() >= MANY_SMALL || !removed.isEmpty() || !written.isEmpty() || !packs.isEmpty()) {
            for (Key key : small) {
                take(key, read(key));
            }
        }
    }

    /** Removes a run that nobody will ever believe, if it names a pack that goes. */
    void discard(Key key) throws VaultException {
        Optional<Run> run = find(key);
        if (run.isPresent() && run.get().packs().stream().anyMatch(pack -> gone.contains(pack.name()))) {
            removed.add(key.name());
        }
    }

    private Run read(Key key) throws VaultException {
        return find(key).orElseThrow(() -> Scene.overtaken());
    }

    private Optional<Run> find(Key key) throws VaultException {
        return Workers.await(workers.access(() -> store.read(key)));
    }

    private void take(Key key, Run run) throws VaultException {
        removed.add(key.name());
        for (int number = 0; number < run.packs().size(); number++) {
            Run.PackEntry pack = run.packs().get(number);
            if (!gone.contains(pack.name())) {
                int old = number;
                begin(pack, (int) run.entries().stream().filter(entry -> entry.place().pack() == old).count());
                run.entries().stream().filter(entry -> entry.place().pack() == old).forEach(this::add);
            }
        }
    }

    /** Names packs that were stored anew. */
    public void add(List<Repacker.Stored> stored) throws VaultException {
        for (Repacker.Stored pack : stored) {
            add(pack.run());
        }
    }

    /** Names packs and chunks as a run does. */
    public void add(Run run) throws VaultException {
        for (int number = 0; number < run.packs().size(); number++) {
            int old = number;
            List<Run.Entry> mine = run.entries().stream().filter(entry -> entry.place().pack() == old).toList();
            begin(run.packs().get(number), mine.size());
            mine.forEach(this::add);
        }
    }

    private void begin(Run.PackEntry pack, int count) throws VaultException {
        if (!packs.isEmpty() && entries.size() + count > Run.LONGEST) {
            write();
        }
        packs.add(pack);
    }

    private void add(Run.Entry entry) {
        Location place = entry.place();
        entries.add(new Run.Entry(entry.id(), new Location(packs.size() - 1, place.offset(), place.stored(), place.raw())));
    }

    private void write() throws VaultException {
        entries.sort(Comparator.comparing(Run.Entry::id));
        Run run = new Run(origin, List.copyOf(packs), List.copyOf(entries));
        RunStore.Written stored = Workers.await(workers.access(() -> store.write(run, until)));
        written.add(stored.key().name());
        bytes += stored.size();
        packs.clear();
        entries.clear();
    }

    /** Writes what is left to be written. */
    public void finish() throws VaultException {
        if (!packs.isEmpty()) {
            write();
        }
    }
}
