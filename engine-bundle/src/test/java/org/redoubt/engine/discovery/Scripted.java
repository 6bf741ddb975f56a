package org.redoubt.engine.discovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;

/** A protectable plugin out of two functions. */
record Scripted(String type, Set<String> parents, Shows shows, Depends depends) implements ProtectablePlugin {

    interface Shows {
        Optional<Resource> show(String id) throws Exception;
    }

    interface Depends {
        List<Resource> of(DiscoveryContext context, Resource parent) throws Exception;
    }

    /** Shows every id, and finds what the function says. */
    static Protectable of(String label, String type, Set<String> parents, Depends depends) {
        Scripted plugin = new Scripted(type, parents, id -> Optional.of(Resource.of(type, id, id)), depends);
        return Protectable.introduced(label, plugin);
    }

    @Override
    public String getResourceType() {
        return type;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return parents;
    }

    @Override
    public List<Resource> listResources(DiscoveryContext context) {
        return List.of(Resource.of(type, "1", "one"), Resource.of(type, "2", "two"));
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) throws Exception {
        return shows.show(id);
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) throws Exception {
        return depends.of(context, parent);
    }
}
