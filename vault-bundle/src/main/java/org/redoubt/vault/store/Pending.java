package org.redoubt.vault.store;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.work.Workers;

/** Work that was handed over and has not ended. Thread-safe. */
final class Pending {
    private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();

    void add(CompletableFuture<?> work) {
        running.add(work);
        work.whenComplete((result, error) -> running.remove(work));
    }

    /** Waits for all that was added before. */
    void await() throws VaultException {
        Workers.await(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)));
    }
}
