package org.redoubt.engine.discovery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Version;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.engine.framework.OfferedService;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.LeaseTimes;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;
import org.redoubt.engine.lease.Shutdown;
import org.redoubt.engine.lease.UpdateTimes;

/** A discovery with plugins that come and go: one for servers, and others for their volumes, which answer what a test says. */
final class Cast {
    static final Duration LONG = Duration.ofMinutes(5);
    static final Caller CALLER = Caller.of("test", ProjectId.DEFAULT);

    final Leases leases = new Leases(new Shutdown(), new LeaseTimes(LONG, Duration.ZERO));
    final ServiceDiscovery discovery;
    private final AtomicInteger services = new AtomicInteger();

    /**
     * @param times how long a plugin that has gone is expected
     * @param introduction how long one may take to say what it discovers
     */
    Cast(UpdateTimes times, Duration introduction) {
        discovery = new ServiceDiscovery(OfferedService.context(), leases, new ComponentReports(), times, new DiscoveryLimits(4, LONG, introduction),
                InstantSource.system());
        add("org.example.servers", "1.0.0", "servers", source(new Scripted("Server", Set.of(), id -> Optional.of(Resource.of("Server", id, id)),
                (context, parent) -> List.of())));
    }

    static Cast patient() {
        return new Cast(new UpdateTimes(LONG, LONG), LONG);
    }

    /** What it answers when it is asked what it discovers. */
    static final class Volumes implements ProtectablePlugin {
        final AtomicInteger asked = new AtomicInteger();
        private final Callable<String> type;
        private final Scripted.Depends depends;

        Volumes(Callable<String> type, Scripted.Depends depends) {
            this.type = type;
            this.depends = depends;
        }

        @Override
        public String getResourceType() {
            asked.incrementAndGet();
            try {
                return type.call();
            } catch (Exception e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        @Override
        public Set<String> getParentResourceTypes() {
            return Set.of("Server");
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
            return depends.of(context, parent);
        }
    }

    /** Volumes of each server, which are called the same. */
    static Volumes volumes(String... ids) {
        return volumes(() -> "Volume", ids);
    }

    static Volumes volumes(Callable<String> type, String... ids) {
        return new Volumes(type, (context, parent) -> List.of(ids).stream().map(id -> Resource.of("Volume", id, id)).toList());
    }

    /** A bundle for volumes is there. */
    Offer volumes(String version, ProtectablePlugin plugin) {
        return add("org.example.volumes", version, "volumes", source(plugin));
    }

    Offer add(String bundle, String version, String component, ServiceSource<ProtectablePlugin> source) {
        int number = services.incrementAndGet();
        Offer offer = new Offer(Map.of("component.name", component), bundle, Version.valueOf(version), number, number, 0);
        discovery.add(offer, source);
        return offer;
    }

    static ServiceSource<ProtectablePlugin> source(ProtectablePlugin plugin) {
        return source(() -> plugin);
    }

    interface Making {
        ProtectablePlugin make() throws RedoubtException;
    }

    static ServiceSource<ProtectablePlugin> source(Making making) {
        return new ServiceSource<>() {
            @Override
            public ProtectablePlugin get() throws RedoubtException {
                return making.make();
            }

            @Override
            public void unget() {
                // There is nothing to give back.
            }
        };
    }

    /** What is found below a server. */
    List<String> found() throws RedoubtException {
        return discovery.graph(CALLER, List.of(new ResourceRef("Server", "s")), () -> false).graph().resources().stream().map(Resource::toString).toList();
    }
}
