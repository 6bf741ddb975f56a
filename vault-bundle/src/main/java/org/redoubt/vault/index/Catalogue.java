package org.redoubt.vault.index;

import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;

/**
 * Keeps an index true to the runs that a bank lists. Runs that vanished make it begin anew, since nothing may be believed that
 * is not listed. A damaged run is left out and remembered: what only it named counts as damaged, all the rest can be read.
 * Thread-safe.
 */
public final class Catalogue {
    private final ReentrantLock lock = new ReentrantLock();
    private final RunStore store;
    private final Set<Key> known = new HashSet<>();
    private final NavigableMap<Key, String> damaged = new ConcurrentSkipListMap<>();
    private volatile Index index = new Index();

    /**
     * @param store where the runs are
     */
    public Catalogue(RunStore store) {
        this.store = store;
    }

    /** Reads what is listed and not known yet. Called on a thread of the vault. */
    public Index refresh() throws VaultException {
        lock.lock();
        try {
            Set<Key> listed = store.list();
            if (!listed.containsAll(known)) {
                known.clear();
                index = new Index();
            }
            damaged.keySet().retainAll(listed);
            for (Key key : listed) {
                if (!known.contains(key)) {
                    load(key);
                }
            }
            return index;
        } finally {
            lock.unlock();
        }
    }

    private void load(Key key) throws VaultException {
        try {
            store.read(key).ifPresent(run -> {
                index.add(run);
                known.add(key);
                damaged.remove(key);
            });
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            damaged.put(key, e.problem().message());
        }
    }

    /** Writes a run and believes it. Called on a thread of the vault. */
    public long publish(Run run) throws VaultException {
        RunStore.Written written = store.write(run);
        lock.lock();
        try {
            index.add(run);
            known.add(written.key());
        } finally {
            lock.unlock();
        }
        return written.size();
    }

    /** The present index. */
    public Index index() {
        return index;
    }

    /** A run that is damaged, if there is one. */
    public Optional<String> damagedRun() {
        return Optional.ofNullable(damaged.firstEntry()).map(entry -> entry.getKey().toString());
    }

    /** The object that is to blame when no run names a chunk: a damaged run if there is one, else the place of all runs. */
    public String suspect() {
        return damagedRun().orElse(store.place());
    }
}
