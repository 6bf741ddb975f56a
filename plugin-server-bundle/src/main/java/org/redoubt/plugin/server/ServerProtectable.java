package org.redoubt.plugin.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;

/** Discovers the servers of all drivers. */
@Component
public final class ServerProtectable implements ProtectablePlugin {
    private final Servers servers;

    /**
     * @param servers all servers
     */
    @Activate
    public ServerProtectable(@Reference Servers servers) {
        this.servers = servers;
    }

    @Override
    public String getResourceType() {
        return ServerPlugin.TYPE;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return Set.of();
    }

    @Override
    public List<Resource> listResources(DiscoveryContext context) throws Exception {
        context.checkCancelled();
        return servers.all().stream().map(ServerProtectable::resource).toList();
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) throws Exception {
        context.checkCancelled();
        return servers.find(id).map(ServerProtectable::resource);
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) {
        return List.of();
    }

    private static Resource resource(Servers.Known known) {
        return Resource.of(ServerPlugin.TYPE, known.server().id(), known.server().name())
                .extraInfo(JsonObject.builder().put("driver", known.driver().name())
                        .put("volumes", known.server().volumes().stream().map(volume -> volume.ref().toString()).toList()).build());
    }
}
