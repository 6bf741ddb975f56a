package org.redoubt.engine.discovery;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;
import org.redoubt.engine.lease.UpdateTimes;

/** Discovers with the plugins that are published as services. */
@Component
public final class ServiceDiscovery implements Discovery {
    private final BundleContext context;
    private final ComponentReports reports;
    private final ProtectablePool pool;
    private final DiscoveryLimits limits;
    private final InstantSource clock;

    /** With the usual limits. */
    @Activate
    public ServiceDiscovery(BundleContext context, @Reference Leases leases, @Reference ComponentReports reports) {
        this(context, leases, reports, UpdateTimes.DEFAULT, DiscoveryLimits.DEFAULT, InstantSource.system());
    }

    /** With other limits. */
    public ServiceDiscovery(BundleContext context, Leases leases, ComponentReports reports, UpdateTimes times, DiscoveryLimits limits,
            InstantSource clock) {
        this.context = context;
        this.reports = reports;
        this.limits = limits;
        this.clock = clock;
        this.pool = new ProtectablePool(leases, times, limits);
    }

    @Reference(service = ProtectablePlugin.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindProtectable(ServiceReference<ProtectablePlugin> reference) {
        add(Offer.of(reference), ServiceSource.of(context, reference, reports));
    }

    void updatedProtectable(ServiceReference<ProtectablePlugin> reference) {
        pool.modify(Offer.of(reference));
    }

    void unbindProtectable(ServiceReference<ProtectablePlugin> reference) {
        remove(Offer.of(reference));
    }

    void add(Offer offer, ServiceSource<ProtectablePlugin> source) {
        pool.add(offer, source);
    }

    void remove(Offer offer) {
        pool.remove(offer);
    }

    @Override
    public List<String> types() {
        try (Panel panel = pool.convene()) {
            return panel.types();
        } catch (CancelledException e) {
            return List.of();
        }
    }

    @Override
    public List<Problem> problems() {
        try (Panel panel = pool.convene()) {
            return panel.problems();
        } catch (CancelledException e) {
            return List.of(e.problem());
        }
    }

    @Override
    public List<Resource> list(Caller caller, String type) throws RedoubtException {
        try (Panel panel = pool.convene()) {
            panel.require(type);
            return search(panel, caller, () -> false).list(type);
        }
    }

    @Override
    public Resource show(Caller caller, String type, String id) throws RedoubtException {
        ResourceRef wanted = new ResourceRef(type, id);
        try (Panel panel = pool.convene()) {
            panel.require(type);
            GraphSearch search = search(panel, caller, () -> false);
            return search.found(search.show(List.of(wanted)).get(wanted));
        }
    }

    @Override
    public Discovered graph(Caller caller, List<ResourceRef> roots, BooleanSupplier cancelled) throws RedoubtException {
        try (Panel panel = pool.convene()) {
            panel.requireAll(new LinkedHashSet<>(roots.stream().map(ResourceRef::type).toList()));
            GraphSearch search = search(panel, caller, cancelled);
            Map<ResourceRef, ResourceRef> proper = search.show(roots);
            ResourceGraph graph = search.descend();
            panel.requireDependentsOf(graph.resources().stream().map(Resource::type).collect(Collectors.toSet()));
            return new Discovered(graph, proper);
        }
    }

    private GraphSearch search(Panel panel, Caller caller, BooleanSupplier cancelled) {
        return new GraphSearch(panel.plugins(), limits.parallelism(), new Conduct(caller, limits.total(), clock, cancelled));
    }
}
