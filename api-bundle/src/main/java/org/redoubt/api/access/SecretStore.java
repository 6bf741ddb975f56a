package org.redoubt.api.access;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.problem.RedoubtException;

/**
 * Where the values behind {@code secret:NAME} come from. Stores are asked in the order of their ranking. Thread-safe.
 */
@ConsumerType
public interface SecretStore {
    /**
     * Looks a secret up.
     *
     * @param caller for whom
     * @param name the name, without {@code secret:}
     * @return a fresh copy that the caller of this method closes; empty if this store has none of that name
     * @throws RedoubtException if the store cannot be read
     */
    Optional<Secret> secret(Caller caller, String name) throws RedoubtException;
}
