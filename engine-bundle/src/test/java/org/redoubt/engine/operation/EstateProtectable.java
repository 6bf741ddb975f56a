package org.redoubt.engine.operation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;

/**
 * Discovers what there is of one type.
 *
 * @param type the type
 * @param parents the types of which it finds dependents
 * @param graph what there is
 */
record EstateProtectable(String type, Set<String> parents, ResourceGraph graph) implements ProtectablePlugin {
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
        return graph.resources().stream().filter(resource -> resource.type().equals(type)).toList();
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) {
        return listResources(context).stream().filter(resource -> resource.ref().equals(new ResourceRef(type, id))).findFirst();
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) {
        return graph.children(parent.ref());
    }
}
