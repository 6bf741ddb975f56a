package org.redoubt.vault.index;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.commit.Verdicts;

/**
 * Keeps an index true to the runs that a bank lists and that a commit names. Runs that vanished make it begin anew, since nothing may
 * be believed that is not listed. A damaged run or decision is left out and remembered: what only it named counts as damaged, all the
 * rest can be read. Thread-safe.
 */
public final class Catalogue {
    private final ReentrantLock lock = new ReentrantLock();
    private final RunStore store;
    private final Verdicts verdicts;
    private final Set<Key> believed = new HashSet<>();
    private final Map<Key, Run.Origin> others = new HashMap<>();
    private final NavigableMap<Key, String> damaged = new ConcurrentSkipListMap<>();
    private volatile Index index = new Index();

    /**
     * @param store where the runs are
     * @param verdicts what was decided about the sessions that wrote them
     */
    public Catalogue(RunStore store, Verdicts verdicts) {
        this.store = store;
        this.verdicts = verdicts;
    }

    /** Takes in what is listed and committed by now. Called on a thread of the vault. */
    public void refresh() throws VaultException {
        lock.lock();
        try {
            Set<Key> listed = store.list();
            if (!listed.containsAll(believed)) {
                believed.clear();
                index = new Index();
            }
            others.keySet().retainAll(listed);
            damaged.clear();
            Decided decided = new Decided();
            for (Key key : listed) {
                if (!believed.contains(key)) {
                    judge(key, decided);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was decided, asked once for all runs of a session. */
    private final class Decided {
        private final Map<String, Set<String>> runs = new HashMap<>();

        boolean names(Key run, Run.Origin origin) throws VaultException {
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
                index.add(run.get());
                believed.add(key);
                others.remove(key);
            }
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            damaged.put(Key.of(e.problem().subject().orElse(key.toString())), e.problem().message());
        }
    }

    /** The runs that other sessions have stored for a checkpoint without being committed, as of the last refresh. */
    Map<Key, Run> leftBy(String checkpoint) throws VaultException {
        lock.lock();
        try {
            Map<Key, Run> left = new HashMap<>();
            for (Map.Entry<Key, Run.Origin> other : others.entrySet()) {
                if (other.getValue().checkpoint().equals(checkpoint)) {
                    store.read(other.getKey()).ifPresent(run -> left.put(other.getKey(), run));
                }
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Stores a run, which is believed by nobody else until a decision names it. */
    RunStore.Written write(Run run) throws VaultException {
        return store.write(run);
    }

    /** What is believed now. */
    Index index() {
        return index;
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
