package org.redoubt.vault.store;

import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.VaultException;

/** A pack that an index names is not there: lost, or collected since the index was read. */
final class PackGoneException extends VaultException {
    private static final long serialVersionUID = 1L;

    PackGoneException(Problem problem, Throwable cause) {
        super(problem, cause);
    }
}
