package org.redoubt.vault.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.wire.FormatException;

/** Makes durable packs believed by putting runs that name them. Thread-safe. */
final class Publisher {
    private final ReentrantLock lock = new ReentrantLock();
    private final Backing backing;
    private final PackWriter packs;
    private final Health health;
    private final Pending running = new Pending();
    private final AtomicLong storedBytes = new AtomicLong();

    Publisher(Backing backing, PackWriter packs, Health health) {
        this.backing = backing;
        this.packs = packs;
        this.health = health;
    }

    /** Returns when all packs that were durable before are believed, also those that another caller is publishing. */
    void publish() throws VaultException {
        begin();
        running.await();
        health.check();
    }

    private void begin() {
        // Taken and known as running in one step: who finds nothing to publish waits for the one who took it.
        lock.lock();
        try {
            List<PackWriter.StoredPack> fresh = packs.takeDurable();
            if (!fresh.isEmpty()) {
                running.add(backing.workers().access(() -> {
                    write(fresh);
                    return null;
                }));
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(List<PackWriter.StoredPack> fresh) {
        try {
            List<PackWriter.StoredPack> group = new ArrayList<>();
            int chunks = 0;
            for (PackWriter.StoredPack pack : fresh) {
                int more = pack.directory().count();
                if (chunks > 0 && chunks + more > Run.LONGEST) {
                    put(group);
                    group.clear();
                    chunks = 0;
                }
                group.add(pack);
                chunks += more;
            }
            put(group);
        } catch (Exception | Error e) {
            health.fail(e instanceof FormatException ? Failures.again(new IllegalStateException(e)) : e);
        }
    }

    private void put(List<PackWriter.StoredPack> group) throws VaultException, FormatException {
        List<Run.PackEntry> names = new ArrayList<>();
        List<Run.Entry> entries = new ArrayList<>();
        for (PackWriter.StoredPack pack : group) {
            int number = names.size();
            names.add(pack.entry());
            pack.directory().forEach((id, offset, stored, raw) ->
                    entries.add(new Run.Entry(id, new Location(number, offset, stored, raw))));
        }
        entries.sort(Comparator.comparing(Run.Entry::id));
        storedBytes.addAndGet(backing.catalogue().publish(new Run(backing.catalogue().origin(), names, entries)));
    }

    long storedBytes() {
        return storedBytes.get();
    }
}
