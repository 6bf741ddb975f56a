package org.redoubt.api.protection;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Small texts that one hook of a resource leaves for its next hooks and for undo. Durable when the hook has ended. At most
 * 64 KiB for a resource; no secrets. Thread-safe.
 *
 * <p>An operation that is gone on with begins anew with a resource that is not whole, and with an empty memo; only if something is there of
 * it that a restore has made, and undo has not taken back, it is still what the earlier run has left.
 */
@ProviderType
public interface Memo {
    /** The text under a key. */
    Optional<String> get(String key);

    /** Sets the text under a key. */
    void put(String key, String value);

    /** All of them. A copy. */
    Map<String, String> all();
}
