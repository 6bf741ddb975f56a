package org.redoubt.vault.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
import org.redoubt.vault.work.Workers;

/**
 * How long what a session needs stays whoever wants to delete it. A bank that retains tells nobody until when, so everything is extended.
 * Thread-safe.
 *
 * @param time how long; empty where nothing is retained
 * @param clock tells what time it is
 */
public record Retention(Optional<Duration> time, InstantSource clock) {
    /** Nothing is retained. */
    static final Retention NONE = new Retention(Optional.empty(), InstantSource.system());

    /** Stores an object. */
    void put(Bank bank, Key key, Body body) throws BankException {
        if (time.isEmpty()) {
            bank.put(key, body);
        } else {
            bank.put(key, body, PutOptions.defaults().retainUntil(clock.instant().plus(time.get())));
        }
    }

    /**
     * Extends the retention of all that a session has stored or refers to, to be called before it is committed.
     *
     * @throws VaultException of kind {@code DAMAGED} if any of it is not there
     */
    public void extend(Backing session) throws VaultException {
        if (time.isEmpty()) {
            return;
        }
        Instant until = clock.instant().plus(time.get());
        Stream<Key> packs = session.catalogue().referred().stream().map(pack -> pack.key(session.vault()));
        Stream<Key> runs = session.catalogue().runs().stream().map(RunStore.place(session.vault())::key);
        List<CompletableFuture<Void>> all = Stream.concat(packs, runs).map(key -> session.workers().<Void>access(() -> {
            extend(session, key, until);
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
