package org.redoubt.api.vault;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What differs, one after the other, found while it is asked for. Holds nothing that would have to be given back, and is of use as long as its
 * session. For one thread.
 *
 * @param <C> what a change is told as
 */
@ProviderType
public interface Changes<C> {
    /**
     * The next change.
     *
     * @return the change, or empty at the end
     * @throws VaultException of kind {@code DAMAGED}, naming the object, if a part of what is compared cannot be read; that is the end
     */
    Optional<C> next() throws VaultException;
}
