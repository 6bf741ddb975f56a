package org.redoubt.plugin.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;

/** Says which volumes of this host a server depends on. What else there is of them, the plugin of volumes tells. */
@Component
public final class ServerVolumes implements ProtectablePlugin {
    private static final String VOLUME = "Host::Volume";

    private final Servers servers;

    /**
     * @param servers all servers
     */
    @Activate
    public ServerVolumes(@Reference Servers servers) {
        this.servers = servers;
    }

    @Override
    public String getResourceType() {
        return VOLUME;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return Set.of(ServerPlugin.TYPE);
    }

    @Override
    public List<Resource> listResources(DiscoveryContext context) {
        return List.of();
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) {
        return Optional.empty();
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) throws Exception {
        context.checkCancelled();
        return servers.existing(parent.id()).server().volumes().stream().filter(volume -> volume.type().equals(VOLUME)).toList();
    }
}
