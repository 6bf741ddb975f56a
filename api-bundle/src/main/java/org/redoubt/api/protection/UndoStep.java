package org.redoubt.api.protection;

import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.resource.Resource;

/** A step that is open. Immutable. */
@ProviderType
public interface UndoStep {
    /** Its id. */
    String id();

    /** Its number within the operation; later steps have greater ones. */
    long sequence();

    /** What it is: name, arguments, scope, urgency and format. */
    UndoSpec spec();

    /** Which resource it belongs to. */
    Resource resource();

    /** The symbolic name of the plugin's bundle. */
    String pluginName();

    /** The version of the plugin's bundle. */
    String pluginVersion();

    /** How often it has been tried before. */
    int attempt();

    /** Short for the argument of that name, empty text if there is none. */
    default String arg(String name) {
        return spec().arguments().getOrDefault(name, "");
    }
}
