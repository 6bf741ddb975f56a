package org.redoubt.engine.plugin;

import java.util.Objects;
import org.osgi.framework.Version;

/**
 * Which plugin: plain data, so that it may be kept when the plugin itself is gone.
 *
 * @param name the symbolic name of its bundle
 * @param version the version of its bundle
 * @param bundleId the number of its bundle; the same number is never given to another bundle of one framework
 */
public record PluginId(String name, Version version, long bundleId) {
    /** Checks that all is there. */
    public PluginId {
        Objects.requireNonNull(name);
        Objects.requireNonNull(version);
    }

    /** Name and version, as shown to people. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
