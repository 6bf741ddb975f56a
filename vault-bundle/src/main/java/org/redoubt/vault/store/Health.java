package org.redoubt.vault.store;

import java.util.concurrent.atomic.AtomicReference;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;

/**
 * Whether a session can still write. The first failure to store something ends it: nothing that came after could be believed,
 * and what was not flushed is written again by another session, which finds most of it stored. Thread-safe.
 */
final class Health {
    private final AtomicReference<VaultException> failure = new AtomicReference<>();

    void fail(Throwable cause) {
        failure.compareAndSet(null, Failures.again(cause));
    }

    boolean failed() {
        return failure.get() != null;
    }

    void check() throws VaultException {
        VaultException first = failure.get();
        if (first != null) {
            throw Failures.again(first);
        }
    }
}
