package org.redoubt.engine.plugin;

import java.util.Objects;
import org.osgi.framework.Version;

/**
 * What a checkpoint records of who wrote the section of a resource.
 *
 * @param plugin the symbolic name of the plugin
 * @param format the version of the format it wrote
 */
public record Written(String plugin, Version format) {
    /** Checks that both are there. */
    public Written {
        Objects.requireNonNull(plugin);
        Objects.requireNonNull(format);
    }
}
