package org.redoubt.vault.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.commit.Verdicts;
import org.redoubt.vault.damage.DamageStore;
import org.redoubt.vault.damage.Damages;
import org.redoubt.vault.live.CollectionStore;
import org.redoubt.vault.live.Collections;

/**
 * Keeps an index true to the runs that a bank lists and that a commit names. Runs that vanished make it begin anew, since nothing may
 * be believed that is not listed. A damaged run or decision is left out and remembered: what only it named counts as damaged, all the
 * rest can be read. Thread-safe.
 */
public final class Catalogue {
    private final ReentrantLock lock = new ReentrantLock();
    private final RunStore store;
    private final Verdicts verdicts;
    private final CollectionStore collecting;
    private final Map<Key, Integer> believed = new HashMap<>();
    private final Map<Key, Run.Origin> others = new HashMap<>();
    private final NavigableMap<Key, String> damaged = new ConcurrentSkipListMap<>();
    private final DamageStore damages;
    private final Path temporary;
    private Damages seen = Damages.NONE;
    private Optional<Key> ruling = Optional.empty();
    private volatile Index index;
    private volatile Index lost;
    /** What can be read in packs of which something is lost, until it is believed, too. */
    private final List<Run> doubtful = new ArrayList<>();

    /**
     * @param store where the runs are
     * @param verdicts what was decided about the sessions that wrote them
     * @param collecting what was decided about collections
     * @param damages what is known to be damaged
     * @param temporary where temporary files go
     */
    public Catalogue(RunStore store, Verdicts verdicts, CollectionStore collecting, DamageStore damages, Path temporary) {
        this.store = store;
        this.verdicts = verdicts;
        this.collecting = collecting;
        this.damages = damages;
        this.temporary = temporary;
        this.index = newIndex();
        this.lost = newIndex();
    }

    /** An index with nothing in it. */
    Index newIndex() {
        return new Index(temporary);
    }

    /** Takes in what is listed and committed by now. Called on a thread of the vault. */
    public void refresh() throws VaultException {
        lock.lock();
        try {
            Collections before;
            Collections after = collecting.look();
            do {
                before = after;
                take(before);
                // A collection that was decided meanwhile may have taken away what was to be believed, or brought what was not yet.
                after = collecting.look();
            } while (!after.ruling().equals(before.ruling()) || !after.removed().equals(before.removed()));
        } finally {
            lock.unlock();
        }
    }

    private void take(Collections collections) throws VaultException {
        Set<Key> listed = store.list();
        listed.removeIf(key -> collections.removed().contains(key.name()));
        Damages now = damages.look();
        if (!listed.containsAll(believed.keySet()) || !now.packs().equals(seen.packs())) {
            believed.clear();
            index = newIndex();
            lost = newIndex();
            doubtful.clear();
        }
        seen = now;
        ruling = collections.ruling().map(decided -> collecting.decision(collections.effective()));
        others.keySet().retainAll(listed);
        damaged.clear();
        collections.damaged().forEach((object, message) -> damaged.put(Key.of(object), message));
        Decided decided = new Decided(collections);
        try {
            for (Key key : listed) {
                if (!believed.containsKey(key)) {
                    judge(key, decided);
                }
            }
        } finally {
            believeDoubtful();
        }
        collections.ruling().ifPresent(ruling -> ruling.runs().stream().map(store::key).filter(key -> !listed.contains(key))
                .forEach(key -> damaged.put(key, "The index object is missing.")));
    }

    /** What was decided, asked once for all runs of a session. */
    private final class Decided {
        private final Map<String, Set<String>> runs = new HashMap<>();
        private final Collections collections;

        Decided(Collections collections) {
            this.collections = collections;
        }

        boolean names(Key run, Run.Origin origin) throws VaultException {
            if (collecting.isDecision(origin.decision())) {
                // Where what was decided cannot be read, all that may count is better than nothing: to read with it harms nobody.
                return collections.ruling().filter(ruling -> ruling.runs().contains(run.name())).isPresent() || !collections.damaged().isEmpty();
            }
            Set<String> named = runs.get(origin.decision());
            if (named == null) {
                named = verdicts.runs(Key.of(origin.decision()));
                runs.put(origin.decision(), named);
            }
            return named.contains(run.name());
        }
    }

    private void judge(Key key, Decided decided) throws VaultException {
        try {
            Run.Origin known = others.get(key);
            if (known != null && !decided.names(key, known)) {
                return;
            }
            Optional<Run> run = store.read(key);
            if (run.isEmpty()) {
                return;
            }
            others.put(key, run.get().origin());
            if (decided.names(key, run.get().origin())) {
                believe(run.get());
                believed.put(key, run.get().entries().size());
                others.remove(key);
            }
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            damaged.put(Key.of(e.problem().subject().orElse(key.toString())), e.problem().message());
        }
    }

    /** What is lost where it stands is found only by who looks for it: everybody else is to find, or to store, a copy that is not. */
    private void believe(Run run) throws VaultException {
        Run good = run.only(chunk -> !seen.covers(run.pack(chunk).name(), chunk.id()));
        Run sound = good.only(chunk -> !seen.packs().containsKey(run.pack(chunk).name()));
        index.add(sound);
        if (sound != good) {
            doubtful.add(good);
        }
        if (good != run) {
            lost.add(run.only(chunk -> seen.covers(run.pack(chunk).name(), chunk.id())));
        }
    }

    /** Of two copies of a chunk the one that is found first counts: it should not be that in a pack of which something else is lost. */
    private void believeDoubtful() throws VaultException {
        while (!doubtful.isEmpty()) {
            index.add(doubtful.getFirst());
            doubtful.removeFirst();
        }
    }

    /** The runs that other sessions have stored for a checkpoint without being committed, as of the last refresh. */
    Map<Key, Run> leftBy(String checkpoint) throws VaultException {
        lock.lock();
        try {
            Map<Key, Run> left = new HashMap<>();
            for (Map.Entry<Key, Run.Origin> other : others.entrySet()) {
                if (other.getValue().checkpoint().equals(checkpoint)) {
                    // A writer that was fenced may have put a run after its packs were collected.
                    Optional<Run> run = store.read(other.getKey());
                    if (run.isPresent() && store.isWhole(other.getKey(), run.get())) {
                        Run found = run.get();
                        left.put(other.getKey(), found.only(chunk -> !seen.covers(found.pack(chunk).name(), chunk.id())));
                    }
                }
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Stores a run, which is believed by nobody else until a decision names it. */
    RunStore.Written write(Run run) throws VaultException {
        return store.write(run, Optional.empty());
    }

    /** The runs that nobody believes, and who wrote them, as of the last refresh. */
    public Map<Key, Run.Origin> unbelieved() {
        lock.lock();
        try {
            return Map.copyOf(others);
        } finally {
            lock.unlock();
        }
    }

    /** The runs that are believed, each with the number of its chunks, as of the last refresh. */
    public Map<Key, Integer> believed() {
        lock.lock();
        try {
            return Map.copyOf(believed);
        } finally {
            lock.unlock();
        }
    }

    /** The runs that are believed, and the decisions that name them, as of the last refresh. */
    Set<Key> ground() {
        lock.lock();
        try {
            Set<Key> ground = verdicts.naming(believed.keySet().stream().map(Key::name).collect(Collectors.toSet()));
            ground.addAll(believed.keySet());
            ruling.ifPresent(ground::add);
            return ground;
        } finally {
            lock.unlock();
        }
    }

    /** What is believed now. */
    public Index index() {
        return index;
    }

    /** What is believed and known to be lost where it stands, whether or not there is a copy that is not. */
    public Index lost() {
        return lost;
    }

    /** What is known to be damaged, as of the last refresh. */
    public Damages damages() {
        lock.lock();
        try {
            return seen;
        } finally {
            lock.unlock();
        }
    }

    /** What is damaged of runs and decisions, as of the last refresh. */
    public Map<String, String> damaged() {
        Map<String, String> found = new HashMap<>();
        damaged.forEach((key, message) -> found.put(key.toString(), message));
        return found;
    }

    /** A run or a decision that is damaged, if there is one. */
    public Optional<String> damagedObject() {
        return Optional.ofNullable(damaged.firstEntry()).map(entry -> entry.getKey().toString());
    }

    /** The object that is to blame when no run names a chunk: a damaged one if there is one, else the place of all runs. */
    public String suspect() {
        return damagedObject().orElse(store.place());
    }
}
