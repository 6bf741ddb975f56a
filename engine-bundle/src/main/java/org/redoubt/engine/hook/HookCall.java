package org.redoubt.engine.hook;

import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.engine.plugin.PluginId;

/**
 * Everything that has to be known to call a hook, as data only.
 *
 * @param operation in which operation
 * @param type which of the five it is
 * @param resource of which resource
 * @param number the number of the resource in the graph
 * @param hook which hook
 * @param plugin whose hook
 * @param parameters valid parameters
 * @param deadline when it has to have ended
 */
public record HookCall(OperationId operation, OperationType type, ResourceRef resource, int number, Hook hook, PluginId plugin,
        Parameters parameters, Optional<Instant> deadline) {
}
