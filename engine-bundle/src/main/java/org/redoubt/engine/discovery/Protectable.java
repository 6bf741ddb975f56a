package org.redoubt.engine.discovery;

import java.util.Set;
import org.redoubt.api.protectable.ProtectablePlugin;

/**
 * A plugin that is asked.
 *
 * @param label its name and version for people
 * @param reach what it finds
 * @param plugin the plugin itself
 */
record Protectable(String label, Reach reach, ProtectablePlugin plugin) {

    /** A plugin that says itself what it finds. */
    static Protectable introduced(String label, ProtectablePlugin plugin) {
        return new Protectable(label, Reach.of(plugin), plugin);
    }

    String type() {
        return reach.type();
    }

    Set<String> parents() {
        return reach.parents();
    }
}
