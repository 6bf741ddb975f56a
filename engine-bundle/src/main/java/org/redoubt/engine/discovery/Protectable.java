package org.redoubt.engine.discovery;

import java.util.Set;
import org.redoubt.api.protectable.ProtectablePlugin;

/**
 * A plugin that is asked.
 *
 * @param label its name and version for people
 * @param type the type that it discovers
 * @param parents the types of parents whose dependents it finds
 * @param plugin the plugin itself
 */
record Protectable(String label, String type, Set<String> parents, ProtectablePlugin plugin) {
    Protectable {
        parents = Set.copyOf(parents);
    }

    /** What a plugin says of itself. */
    static Protectable introduced(String label, ProtectablePlugin plugin) {
        String type = plugin.getResourceType();
        Set<String> parents = plugin.getParentResourceTypes();
        if (type == null || type.isBlank() || parents == null) {
            throw new BrokenContractException("it does not say which type it discovers, and for which parents");
        }
        return new Protectable(label, type, parents, plugin);
    }
}
