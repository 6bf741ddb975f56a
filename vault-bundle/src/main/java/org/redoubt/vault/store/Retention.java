package org.redoubt.vault.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.retention.Locks;
import org.redoubt.vault.work.Workers;

/**
 * How long what a session needs stays whoever wants to delete it. Thread-safe.
 *
 * @param time how long; empty where nothing is retained
 * @param clock tells what time it is
 */
public record Retention(Optional<Duration> time, InstantSource clock) {
    /** Nothing is retained. */
    private static final Retention NONE = new Retention(Optional.empty(), InstantSource.system());

    /** Stores an object. */
    void put(Bank bank, Key key, Body body) throws BankException {
        if (time.isEmpty()) {
            bank.put(key, body);
        } else {
            bank.put(key, body, PutOptions.defaults().retainUntil(clock.instant().plus(time.get())));
        }
    }

    /** What stands in for others that are retained stays as long as the last of them. */
    public static Retention until(Optional<Instant> end) {
        return end.isEmpty() ? NONE : new Retention(Optional.of(Duration.ZERO), end::get);
    }

    /** What data can be read by, as it is now: looked for again until nothing has come to it. */
    public interface Ground {
        /** The keys of all of it. */
        Set<Key> look() throws VaultException;
    }

    /**
     * Extends the retention of all that a session has stored or refers to, and of what that is found and opened by, to be called before it is
     * committed.
     *
     * @throws VaultException of kind {@code DAMAGED} if any of the data is not there
     */
    public void extend(Backing session, Ground ground) throws VaultException {
        if (time.isEmpty()) {
            return;
        }
        Instant until = clock.instant().plus(time.get());
        Stream<Key> packs = session.catalogue().referred().stream().map(pack -> pack.key(session.vault()));
        Stream<Key> runs = session.catalogue().runs().stream().map(RunStore.place(session.vault())::key);
        each(session, Stream.concat(packs, runs), key -> extend(session, key, until));
        // A collection may put other index objects in place of these meanwhile; from when these are retained it sees to it that its own are, too.
        Locks locks = new Locks(session.bank());
        Set<Key> done = new HashSet<>();
        Set<Key> more = look(session, ground, done);
        while (!more.isEmpty()) {
            each(session, more.stream(), key -> locks.extend(key, until));
            done.addAll(more);
            more = look(session, ground, done);
        }
    }

    private static Set<Key> look(Backing session, Ground ground, Set<Key> done) throws VaultException {
        Set<Key> now = new HashSet<>(Workers.await(session.workers().access(ground::look)));
        now.removeAll(done);
        return now;
    }

    private interface Deed {
        void on(Key key) throws VaultException;
    }

    private static void each(Backing session, Stream<Key> keys, Deed deed) throws VaultException {
        List<CompletableFuture<Void>> all = keys.map(key -> session.workers().<Void>access(() -> {
            deed.on(key);
            return null;
        })).toList();
        Workers.await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    }

    private static void extend(Backing session, Key key, Instant until) throws VaultException {
        try {
            session.bank().retain(key, until);
        } catch (BankException e) {
            throw Failures.reading(key.toString(), e);
        }
    }
}
