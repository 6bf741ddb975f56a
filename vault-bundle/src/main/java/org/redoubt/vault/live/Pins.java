package org.redoubt.vault.live;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.vault.DataId;
import org.redoubt.vault.pack.PackName;

/**
 * What a session needs of a vault, so that no collection takes it away, and what it must not begin to need. Thread-safe.
 *
 * <p>A pack becomes referred and a pack becomes masked under one lock. So when a collection gets its answer, every pack of its victims is
 * either in the answer or never referred to.
 */
public final class Pins {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<PackName> referred = ConcurrentHashMap.newKeySet();
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Set<PackName> masked = new HashSet<>();

    /** Refers to a pack that others have stored. Whether that may be: if not, its chunks count as if they were not there. */
    public boolean refer(PackName pack) {
        if (referred.contains(pack)) {
            return true;
        }
        lock.lock();
        try {
            if (masked.contains(pack)) {
                return false;
            }
            referred.add(pack);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Refers to a pack that the session is about to store. */
    public void own(PackName pack) {
        lock.lock();
        try {
            referred.add(pack);
        } finally {
            lock.unlock();
        }
    }

    /** Refers to a pack no more, as it is not there. */
    public void forget(PackName pack) {
        lock.lock();
        try {
            referred.remove(pack);
        } finally {
            lock.unlock();
        }
    }

    /** All packs that are referred to. */
    public Set<PackName> referred() {
        return Set.copyOf(referred);
    }

    /** The session reads a stream or tree from now on. */
    public void opened(DataId id) {
        opened.add(id.toString());
    }

    /** What is opened. */
    Set<String> opened() {
        return Set.copyOf(opened);
    }

    /** Refers to none of these packs any more, unless it does already. For as long as it lives: a listing may be older than one before. */
    void mask(Set<PackName> packs) {
        lock.lock();
        try {
            masked.addAll(packs);
        } finally {
            lock.unlock();
        }
    }

    /** Those of some masked packs that are referred to. */
    Set<PackName> keep(Set<PackName> victims) {
        lock.lock();
        try {
            Set<PackName> kept = new HashSet<>(victims);
            kept.retainAll(referred);
            return kept;
        } finally {
            lock.unlock();
        }
    }
}
