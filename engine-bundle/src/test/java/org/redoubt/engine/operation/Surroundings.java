package org.redoubt.engine.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.engine.discovery.Discovered;
import org.redoubt.engine.discovery.Discovery;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.provider.Secrets;
import org.redoubt.engine.provider.Snapshotters;

/**
 * What an engine finds besides banks and protection plugins.
 *
 * @param discovery what there is
 * @param snapshotters what takes snapshots
 * @param secrets what is kept secret
 */
record Surroundings(Discovery discovery, Snapshotters snapshotters, Secrets secrets) {

    /** Finds one graph, whatever it is asked for, no snapshotter, and only empty secrets. */
    static Surroundings of(ResourceGraph graph) {
        return new Surroundings(new OneGraph(graph), new NoSnapshotters(), (caller, reference) -> new Secret(new char[0]));
    }

    private record OneGraph(ResourceGraph found) implements Discovery {
        @Override
        public List<String> types() {
            return List.of("Toy::Server", "Toy::Volume");
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public List<Resource> list(Caller caller, String type) {
            return found.resources().stream().filter(resource -> resource.type().equals(type)).toList();
        }

        @Override
        public Resource show(Caller caller, String type, String id) {
            return found.resource(found.number(new ResourceRef(type, id)).orElseThrow());
        }

        @Override
        public Discovered graph(Caller caller, List<ResourceRef> roots, BooleanSupplier cancelled) {
            Map<ResourceRef, ResourceRef> same = new HashMap<>();
            roots.forEach(root -> same.put(root, root));
            return new Discovered(found, same);
        }
    }

    private static final class NoSnapshotters implements Snapshotters {
        @Override
        public Choice select(List<VolumeSource> volumes) {
            return new Choice(Optional.empty(), List.of());
        }

        @Override
        public Optional<Lease<VolumeSnapshotter>> named(String name) {
            return Optional.empty();
        }
    }
}
