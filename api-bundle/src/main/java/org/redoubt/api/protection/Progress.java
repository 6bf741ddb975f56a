package org.redoubt.api.protection;

import org.osgi.annotation.versioning.ProviderType;

/** How far a hook has come. Cheap, so it may be called for every buffer. Thread-safe. */
@ProviderType
public interface Progress {
    /** Says how many bytes there will be in all, as far as is known; may be said again. */
    void total(long bytes);

    /** Adds bytes that are done. */
    void advance(long bytes);

    /** Says in a few words what is being done. */
    void step(String text);
}
