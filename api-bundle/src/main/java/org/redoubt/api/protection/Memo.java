package org.redoubt.api.protection;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Small texts that one hook of a resource leaves for its next hooks and for undo. Durable when the hook has ended. At most
 * 64 KiB for a resource; no secrets. Thread-safe.
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
