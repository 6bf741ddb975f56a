package org.redoubt.api.deploy;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The folder into which plugins are dropped. A jar that appears in it is installed and started; one that is replaced
 * is upgraded, the old one leaving when the last operation that uses it has ended; one that is deleted leaves in the
 * same way. Thread-safe.
 */
@ProviderType
public interface PluginFolder {
    /** Where it is. */
    Path directory();

    /** What is known of each file, by name; one that drains beside its successor appears twice. */
    List<PluginFile> files();

    /**
     * Looks into the folder now, instead of within a second, and returns when all changes that were found are made,
     * except for bundles that still drain.
     *
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    void refresh() throws InterruptedException;
}
