package org.redoubt.plugin.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;
import org.redoubt.plugin.volume.host.Hosts;
import org.redoubt.plugin.volume.place.DeclaredVolume;
import org.redoubt.plugin.volume.place.VolumePath;
import org.redoubt.plugin.volume.place.Volumes;

/** Finds volumes: those that are declared, and any other by its path. They are roots; parents bring their own. */
@Component
public final class VolumeProtectable implements ProtectablePlugin {
    private final Hosts hosts;
    private final List<DeclaredVolume> declared = new CopyOnWriteArrayList<>();

    /** @param hosts how files are reached */
    @Activate
    public VolumeProtectable(@Reference Hosts hosts) {
        this.hosts = hosts;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDeclared(DeclaredVolume volume) {
        declared.add(volume);
    }

    void unbindDeclared(DeclaredVolume volume) {
        declared.remove(volume);
    }

    @Override
    public String getResourceType() {
        return Volumes.TYPE;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return Set.of();
    }

    @Override
    public List<Resource> listResources(DiscoveryContext context) throws RedoubtException {
        List<Resource> volumes = new ArrayList<>();
        for (DeclaredVolume volume : declared.stream().sorted(Comparator.comparing(DeclaredVolume::name)).toList()) {
            context.checkCancelled();
            volumes.add(show(volume));
        }
        return volumes;
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) throws RedoubtException {
        context.checkCancelled();
        if (!id.startsWith("/")) {
            return named(id);
        }
        Path path = path(id);
        Resource found = new Volumes(hosts.current()).at(path, Optional.empty());
        for (DeclaredVolume volume : declared) {
            if (volume.path().equals(id) || volume.path().equals(found.id())) {
                return Optional.of(new Volumes(hosts.current()).at(path, Optional.of(volume.name())));
            }
        }
        return Optional.of(found);
    }

    private Optional<Resource> named(String name) throws RedoubtException {
        for (DeclaredVolume volume : declared) {
            if (volume.name().equals(name)) {
                return Optional.of(show(volume));
            }
        }
        return Optional.empty();
    }

    private static Path path(String id) throws RedoubtException {
        try {
            return VolumePath.of(id);
        } catch (IllegalArgumentException notAPath) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "\"" + id.replace("\0", "\\0") + "\" is no path."), notAPath);
        }
    }

    private Resource show(DeclaredVolume volume) throws RedoubtException {
        try {
            return new Volumes(hosts.current()).at(VolumePath.of(volume.path()), Optional.of(volume.name()));
        } catch (RedoubtException missing) {
            Problem why = missing.problem();
            throw new RedoubtException(Problem.of(why.kind(), "The declared volume \"" + volume.name() + "\" is not there: " + why.message())
                    .hint("Mount it, or take its configuration out of etc."), missing);
        }
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) {
        return List.of();
    }
}
