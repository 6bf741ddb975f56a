package org.redoubt.engine.undo;

import java.util.Map;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.ResourceRef;

/**
 * What a step takes back. It is the same for a step that is registered once more when its operation is gone on with.
 *
 * @param operation the id of the operation
 * @param resource of which resource
 * @param hook whose effect it is
 * @param plugin the name of the plugin
 * @param name the plugin's word for the step
 * @param arguments the arguments of the step
 */
record Effect(String operation, ResourceRef resource, Hook hook, String plugin, String name, Map<String, String> arguments) {
    static Effect of(OpenStep step) {
        return new Effect(step.id().substring(0, step.id().lastIndexOf('.')), step.resource().ref(), step.hook(), step.plugin().name(), step.spec().name(),
                step.spec().arguments());
    }
}
